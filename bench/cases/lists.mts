import type { ProviderId } from '../../sandbox/api/service.mts';
import type { Bench, Samples } from '../bench.mts';
import { atMost, type Figure, type Line } from '../reportRow.mts';
import { exponent } from '../statistics.mts';

const services = {
	rapidPro: { title: 'RapidPro, in pages of 250', other: 'HTTP Request + Split Out' },
	// It makes an item of each element of a list by itself.
	smartlead: { title: 'Smartlead, in one answer', other: 'HTTP Request' },
} as const;

const subjects = {
	axiosList: 'axios loop',
	campaignList: 'Get Many',
	helperList: 'n8n’s HTTP helper alone',
	httpRequestList: '',
	poll: 'poll, nothing new',
};

type Timed = Samples<'axiosList' | 'campaignList' | 'helperList' | 'httpRequestList' | 'poll'>;

/** Get Many and polls at each size, against the same requests alone and against HTTP Request. */
export async function lists(bench: Bench): Promise<Line[]> {
	const lines: Line[] = [];
	for (const each of bench.scale.listed) lines.push(...(await listsOf(bench, each)));
	return lines;
}

async function listsOf(bench: Bench, provider: keyof typeof services): Promise<Line[]> {
	const { title, other } = services[provider];
	const { sizes, usual, large, latencyMs } = bench.scale;
	const timed = new Map<number, Timed>();
	for (const size of sizes) {
		await bench.seed(provider, size);
		const text = `${title}: lists and polls of ${thousands(size)}`;
		timed.set(size, await bench.step(text, async () => await raceAll(bench, provider, size)));
	}
	const busy = await bench.step(
		`${title}: polls that find one of ${thousands(large)} changed`,
		async () => await raceBusy(bench, provider),
	);
	await bench.seed(provider, usual);
	const slow = await bench.step(
		`${title}: lists of ${thousands(usual)}, ${latencyMs} ms latency`,
		async () =>
			await bench.race(
				{
					axiosList: bench.task(provider, 'slow'),
					campaignList: bench.task(provider, 'slow'),
				},
				() => usual,
			),
	);
	const at = (size: number, name: keyof Timed, label: string = subjects[name]): Figure =>
		ms(label, timed.get(size)?.[name] ?? []);
	const growth = (name: 'campaignList' | 'poll'): Figure => ({
		name: subjects[name],
		unit: 'exponent',
		samples: Array.from({ length: bench.scale.runs }, (_, run) =>
			exponent(
				sizes.map((size) => ({ size, value: timed.get(size)?.[name][run]?.ms ?? Number.NaN })),
			),
		),
	});
	const what = `Get Many of ${thousands(usual)}, ${title}`;
	const polled = `Poll of ${thousands(large)}, ${title}`;
	return [
		{
			what: `${what}, loopback`,
			ours: at(usual, 'campaignList'),
			baseline: at(usual, 'axiosList'),
			target: atMost(1.15),
		},
		{
			what: `${what}, loopback`,
			ours: at(usual, 'campaignList'),
			baseline: at(usual, 'helperList'),
		},
		{
			what: `${what}, ${latencyMs} ms latency`,
			ours: ms(subjects.campaignList, slow.campaignList),
			baseline: ms(subjects.axiosList, slow.axiosList),
			target: atMost(1.15),
		},
		{
			what: `${what}, loopback`,
			ours: at(usual, 'campaignList'),
			baseline: at(usual, 'httpRequestList', other),
			target: atMost(0.5),
		},
		{
			what: polled,
			ours: at(large, 'poll'),
			baseline: at(large, 'axiosList'),
			target: atMost(1.2),
		},
		{
			what: polled,
			ours: at(large, 'poll'),
			baseline: at(large, 'campaignList'),
			target: atMost(1.2),
		},
		{
			what: `${polled}, one renamed since the last poll`,
			ours: ms('poll, one changed', busy.busyPoll),
			baseline: ms(subjects.campaignList, busy.campaignList),
		},
		...(['campaignList', 'poll'] as const).map((name) => ({
			what: `${subjects[name]} at ${sizes.map(thousands).join(', ')}, ${title}`,
			ours: growth(name),
			target: atMost(1.05),
		})),
		{
			what: `State of the trigger, ${thousands(large)}, ${title}`,
			ours: {
				name: 'each campaign',
				unit: 'bytes',
				samples: (timed.get(large)?.poll ?? []).map(({ stateBytes = 0 }) => stateBytes / large),
			},
			target: atMost(64),
		},
	];
}

async function raceAll(bench: Bench, provider: ProviderId, size: number): Promise<Timed> {
	const task = bench.task(provider, 'loopback');
	const tasks = {
		...{ axiosList: task, campaignList: task, helperList: task },
		...{ httpRequestList: task, poll: task },
	};
	return await bench.race(tasks, (name) => (name === 'poll' ? 0 : size));
}

/** Polls between which one campaign is renamed, so that the whole list is compared. */
async function raceBusy(bench: Bench, provider: ProviderId) {
	const [campaign] = await bench.stored(provider);
	const path = `/campaigns/${provider}/${String(campaign?.id ?? campaign?.uuid)}`;
	let names = 0;
	const task = bench.task(provider, 'loopback');
	return await bench.race(
		{ campaignList: task, busyPoll: task },
		(name) => (name === 'busyPoll' ? 1 : bench.scale.large),
		async () => await bench.control('PUT', path, { name: `Renamed ${++names}` }),
	);
}

/** The times of samples as a figure. */
export function ms(name: string, samples: ReadonlyArray<{ ms: number }>): Figure {
	return { name, unit: 'ms', samples: samples.map((sample) => sample.ms) };
}

/** A number with commas between thousands. */
export function thousands(count: number): string {
	return count.toLocaleString('en-US');
}
