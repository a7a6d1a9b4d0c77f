import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { titleOf } from '../../sandbox/n8n/sandbox-credentials.mts';
import type { Bench } from '../bench.mts';
import { atMost, type Figure, type Line } from '../reportRow.mts';
import { type Measured, Worker } from '../workerProcess.mts';
import { thousands } from './lists.mts';

/** The memory of Get Many and of a poll at the largest size, against that of the decoded answers. */
export async function memory(bench: Bench): Promise<Line[]> {
	const lines: Line[] = [];
	const { listed, large } = bench.scale;
	for (const provider of listed) {
		const title = titleOf(provider);
		await bench.seed(provider, large);
		const task = bench.task(provider, 'loopback');
		const stateFile = join(mkdtempSync(join(tmpdir(), 'bench-')), 'state.json');
		const polling = { ...task, stateFile };
		const { axiosList, campaignList, poll } = await bench.step(
			`${title}: memory with ${thousands(large)} campaigns`,
			async () => {
				// The first poll, which leaves its state for the measured ones.
				await (await Worker.start('poll', polling)).stop();
				const tasks = { axiosList: task, campaignList: task, poll: polling };
				return await bench.raceFresh(tasks, (name) => (name === 'poll' ? 0 : large));
			},
		);
		rmSync(dirname(stateFile), { recursive: true });
		const baseline = peak('axios loop', axiosList);
		lines.push(
			{
				what: `Memory of Get Many of ${thousands(large)}, ${title}`,
				ours: peak('Get Many', campaignList),
				baseline,
				target: atMost(1.5),
			},
			{
				what: `Memory of a poll of ${thousands(large)}, ${title}`,
				ours: peak('poll, nothing new', poll),
				baseline,
				target: atMost(2),
			},
		);
	}
	return lines;
}

function peak(name: string, samples: readonly Measured[]): Figure {
	return { name, unit: 'MB', samples: samples.map(({ peakBytes }) => peakBytes / 1e6) };
}
