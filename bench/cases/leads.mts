import type { Bench } from '../bench.mts';
import { atMost, type Figure, type ReportRow } from '../reportRow.mts';
import type { MeasuredRun } from '../workerProcess.mts';
import { withCommas } from './figures.mts';

/** Three campaigns of Smartlead's seed. */
const ids = ['2048110', '2048124', '2048133'];

/**
 * Measures the memory of adding leads against that of adding half as many: at most twice as much if it grows no faster
 * than their number.
 */
export async function leads(bench: Bench): Promise<ReportRow[]> {
	const counts = { half: bench.scale.leads, all: 2 * bench.scale.leads };
	const { half, all } = await bench.step(
		`Smartlead: memory of adding ${withCommas(counts.all)} leads`,
		async () => {
			await bench.control('POST', '/reset');
			const samplesOf = async (count: number) => {
				const task = bench.task('smartlead', 'loopback', { ids, count });
				const { leadAdd } = await bench.compareInNewProcesses({ leadAdd: task }, () => count);
				return peakFigure(count, leadAdd);
			};
			return { half: await samplesOf(counts.half), all: await samplesOf(counts.all) };
		},
	);
	return [
		{
			title: `Memory of adding ${withCommas(counts.all)} leads, Smartlead`,
			ours: all,
			baseline: half,
			target: atMost(2),
		},
	];
}

function peakFigure(count: number, samples: readonly MeasuredRun[]): Figure {
	return {
		name: `${withCommas(count)} leads`,
		unit: 'MB',
		samples: samples.map(({ peakBytes }) => peakBytes / 1e6),
	};
}
