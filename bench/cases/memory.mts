import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { titleOf } from '../../sandbox/n8n/sandbox-credentials.mts';
import type { Bench } from '../bench.mts';
import { atMost, type Figure, type ReportRow } from '../reportRow.mts';
import { type MeasuredRun, WorkerProcess } from '../workerProcess.mts';
import { withCommas } from './figures.mts';

/** Measures the memory of Get Many and of a poll at the largest size, against that of the decoded responses. */
export async function memory(bench: Bench): Promise<ReportRow[]> {
	const rows: ReportRow[] = [];
	const { listProviders, largestSize } = bench.scale;
	const largest = withCommas(largestSize);
	for (const provider of listProviders) {
		const title = titleOf(provider);
		await bench.seed(provider, largestSize);
		const task = bench.task(provider, 'loopback');
		const stateFile = join(mkdtempSync(join(tmpdir(), 'bench-')), 'state.json');
		const pollTask = { ...task, stateFile };
		const { axiosList, campaignList, poll } = await bench.step(
			`${title}: memory with ${largest} campaigns`,
			async () => {
				// The first poll writes the state from which the measured polls start.
				await (await WorkerProcess.start('poll', pollTask)).stop();
				const tasks = { axiosList: task, campaignList: task, poll: pollTask };
				return await bench.compareInNewProcesses(tasks, (name) =>
					name === 'poll' ? 0 : largestSize,
				);
			},
		);
		rmSync(dirname(stateFile), { recursive: true });
		const baseline = peakFigure('axios loop', axiosList);
		rows.push(
			{
				title: `Memory of Get Many of ${largest}, ${title}`,
				ours: peakFigure('Get Many', campaignList),
				baseline,
				target: atMost(1.5),
			},
			{
				title: `Memory of a poll of ${largest}, ${title}`,
				ours: peakFigure('poll, nothing new', poll),
				baseline,
				target: atMost(2),
			},
		);
	}
	return rows;
}

function peakFigure(name: string, samples: readonly MeasuredRun[]): Figure {
	return { name, unit: 'MB', samples: samples.map(({ peakBytes }) => peakBytes / 1e6) };
}
