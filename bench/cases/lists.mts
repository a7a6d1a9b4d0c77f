import type { ProviderId } from '../../sandbox/api/service.mts';
import type { Bench, Samples } from '../bench.mts';
import { atMost, type Figure, type ReportRow } from '../reportRow.mts';
import { growthExponent } from '../statistics.mts';
import { msFigure, withCommas } from './figures.mts';

const services = {
	rapidPro: { title: 'RapidPro, in pages of 250', httpRequest: 'HTTP Request + Split Out' },
	// HTTP Request makes an item of each element of a list on its own.
	smartlead: { title: 'Smartlead, in one response', httpRequest: 'HTTP Request' },
} as const;

const labels = {
	axiosList: 'axios loop',
	campaignList: 'Get Many',
	helperList: 'n8n’s HTTP helper alone',
	poll: 'poll, nothing new',
};

type ListSamples = Samples<
	'axiosList' | 'campaignList' | 'helperList' | 'httpRequestList' | 'poll'
>;

/** Measures Get Many and polls at each size, against the same requests alone and against HTTP Request. */
export async function lists(bench: Bench): Promise<ReportRow[]> {
	const rows: ReportRow[] = [];
	for (const provider of bench.scale.listProviders) {
		rows.push(...(await listsOf(bench, provider)));
	}
	return rows;
}

async function listsOf(bench: Bench, provider: keyof typeof services): Promise<ReportRow[]> {
	const { title, httpRequest } = services[provider];
	const { sizes, typicalSize, largestSize, latencyMs } = bench.scale;
	const typical = withCommas(typicalSize);
	const largest = withCommas(largestSize);
	const samplesBySize = new Map<number, ListSamples>();
	for (const size of sizes) {
		await bench.seed(provider, size);
		const samples = await bench.step(
			`${title}: lists and polls of ${withCommas(size)}`,
			async () => await compareLists(bench, provider, size),
		);
		samplesBySize.set(size, samples);
	}
	await bench.seed(provider, typicalSize);
	const slowTask = bench.task(provider, 'slow');
	const slow = await bench.step(
		`${title}: lists of ${typical}, ${latencyMs} ms latency`,
		async () =>
			await bench.compare({ axiosList: slowTask, campaignList: slowTask }, () => typicalSize),
	);

	const samplesOf = (size: number, name: keyof ListSamples) =>
		samplesBySize.get(size)?.[name] ?? [];
	const figure = (size: number, name: keyof typeof labels): Figure =>
		msFigure(labels[name], samplesOf(size, name));
	const growth = (name: 'campaignList' | 'poll'): Figure => ({
		name: labels[name],
		unit: 'exponent',
		samples: Array.from({ length: bench.scale.runs }, (_, run) =>
			growthExponent(
				sizes.map((size) => ({ size, value: samplesOf(size, name)[run]?.ms ?? Number.NaN })),
			),
		),
	});
	const list = `Get Many of ${typical}, ${title}`;
	const poll = `Poll of ${largest}, ${title}`;
	return [
		{
			title: `${list}, loopback`,
			ours: figure(typicalSize, 'campaignList'),
			baseline: figure(typicalSize, 'axiosList'),
			target: atMost(1.15),
		},
		{
			title: `${list}, loopback`,
			ours: figure(typicalSize, 'campaignList'),
			baseline: figure(typicalSize, 'helperList'),
		},
		{
			title: `${list}, ${latencyMs} ms latency`,
			ours: msFigure(labels.campaignList, slow.campaignList),
			baseline: msFigure(labels.axiosList, slow.axiosList),
			target: atMost(1.15),
		},
		{
			title: `${list}, loopback`,
			ours: figure(typicalSize, 'campaignList'),
			baseline: msFigure(httpRequest, samplesOf(typicalSize, 'httpRequestList')),
			target: atMost(0.5),
		},
		{
			title: poll,
			ours: figure(largestSize, 'poll'),
			baseline: figure(largestSize, 'axiosList'),
			target: atMost(1.2),
		},
		...(['campaignList', 'poll'] as const).map((name) => ({
			title: `${labels[name]} at ${sizes.map(withCommas).join(', ')}, ${title}`,
			ours: growth(name),
			target: atMost(1.05),
		})),
		{
			title: `State of the trigger, ${largest}, ${title}`,
			ours: {
				name: 'each campaign',
				unit: 'bytes',
				samples: samplesOf(largestSize, 'poll').map(
					({ stateBytes = 0 }) => stateBytes / largestSize,
				),
			},
			target: atMost(64),
		},
	];
}

async function compareLists(
	bench: Bench,
	provider: ProviderId,
	size: number,
): Promise<ListSamples> {
	const task = bench.task(provider, 'loopback');
	const tasks = {
		axiosList: task,
		campaignList: task,
		helperList: task,
		httpRequestList: task,
		poll: task,
	};
	return await bench.compare(tasks, (name) => (name === 'poll' ? 0 : size));
}
