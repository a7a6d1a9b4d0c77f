import type { ProviderId } from '../../sandbox/api/service.mts';
import { titleOf } from '../../sandbox/n8n/sandbox-credentials.mts';
import type { Bench } from '../bench.mts';
import { atMost, type ReportRow } from '../reportRow.mts';
import { msFigure, withCommas } from './figures.mts';

/** Measures polls of the largest size on every service of the scale, against Get Many of the same list. */
export async function polls(bench: Bench): Promise<ReportRow[]> {
	const rows: ReportRow[] = [];
	for (const provider of bench.scale.pollProviders) rows.push(...(await pollsOf(bench, provider)));
	return rows;
}

async function pollsOf(bench: Bench, provider: ProviderId): Promise<ReportRow[]> {
	const { largestSize } = bench.scale;
	const title = `Poll of ${withCommas(largestSize)}, ${titleOf(provider)}`;
	await bench.seed(provider, largestSize);
	const task = bench.task(provider, 'loopback');
	const quiet = await bench.step(
		`${title}: nothing new`,
		async () =>
			await bench.compare({ campaignList: task, poll: task }, (name) =>
				name === 'poll' ? 0 : largestSize,
			),
	);
	const changed = await bench.step(
		`${title}: one changed`,
		async () => await compareChangedPolls(bench, provider),
	);
	return [
		{
			title,
			ours: msFigure('poll, nothing new', quiet.poll),
			baseline: msFigure('Get Many', quiet.campaignList),
			target: atMost(1.2),
		},
		{
			title: `${title}, one renamed since the last poll`,
			ours: msFigure('poll, one changed', changed.changedPoll),
			baseline: msFigure('Get Many', changed.campaignList),
			target: atMost(1.5),
		},
	];
}

/** Renames one campaign between polls, so that each poll has to compare the whole list. */
async function compareChangedPolls(bench: Bench, provider: ProviderId) {
	const before = await bench.renaming(provider);
	const task = bench.task(provider, 'loopback');
	return await bench.compare(
		{ campaignList: task, changedPoll: task },
		(name) => (name === 'changedPoll' ? 1 : bench.scale.largestSize),
		{ before },
	);
}
