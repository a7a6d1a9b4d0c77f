import type { Figure } from '../reportRow.mts';

/** The times of the samples as a figure. */
export function msFigure(name: string, samples: ReadonlyArray<{ ms: number }>): Figure {
	return { name, unit: 'ms', samples: samples.map((sample) => sample.ms) };
}

/** Formats a number with commas between thousands. */
export function withCommas(count: number): string {
	return count.toLocaleString('en-US');
}
