import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ProviderId } from '../../sandbox/api/service.mts';
import { titleOf } from '../../sandbox/n8n/sandbox-credentials.mts';
import type { Bench } from '../bench.mts';
import { atMost, type Figure, type ReportRow } from '../reportRow.mts';
import { type MeasuredRun, WorkerProcess } from '../workerProcess.mts';
import { withCommas } from './figures.mts';

/** Measures the memory of Get Many and of polls at the largest size, against that of the decoded responses. */
export async function memory(bench: Bench): Promise<ReportRow[]> {
	const rows: ReportRow[] = [];
	for (const provider of bench.scale.pollProviders) rows.push(...(await memoryOf(bench, provider)));
	return rows;
}

async function memoryOf(bench: Bench, provider: ProviderId): Promise<ReportRow[]> {
	const { largestSize } = bench.scale;
	const title = titleOf(provider);
	const largest = withCommas(largestSize);
	await bench.seed(provider, largestSize);
	const task = bench.task(provider, 'loopback');
	const stateFile = join(mkdtempSync(join(tmpdir(), 'bench-')), 'state.json');
	const pollTask = { ...task, stateFile };
	const { axiosList, campaignList, poll, changedPoll } = await bench.step(
		`${title}: memory with ${largest} campaigns`,
		async () => {
			// The first poll writes the state from which the measured polls start.
			await (await WorkerProcess.start('poll', pollTask)).stop();
			const tasks = { axiosList: task, campaignList: task, poll: pollTask };
			const samples = await bench.compareInNewProcesses(tasks, (name) =>
				name === 'poll' ? 0 : largestSize,
			);
			const rename = await bench.renaming(provider);
			await rename();
			return {
				...samples,
				...(await bench.compareInNewProcesses({ changedPoll: pollTask }, () => 1)),
			};
		},
	);
	rmSync(dirname(stateFile), { recursive: true });
	const baseline = peakFigure('axios loop', axiosList);
	const row = (what: string, name: string, samples: readonly MeasuredRun[], target: number) => ({
		title: `Memory of ${what} of ${largest}, ${title}`,
		ours: peakFigure(name, samples),
		baseline,
		target: atMost(target),
	});
	return [
		row('Get Many', 'Get Many', campaignList, 1.5),
		row('a poll', 'poll, nothing new', poll, 2),
		row('a poll after one change', 'poll, one changed', changedPoll, 2),
	];
}

function peakFigure(name: string, samples: readonly MeasuredRun[]): Figure {
	return { name, unit: 'MB', samples: samples.map(({ peakBytes }) => peakBytes / 1e6) };
}
