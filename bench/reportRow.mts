import { median, quantile, ratios } from './statistics.mts';

/** Values of one thing, in one unit. */
export interface Figure {
	name: string;
	unit: string;
	samples: number[];
}

/** What must be reached: of the ratio to the baseline where there is one, else of the figure itself. */
export interface Target {
	is: 'at most' | 'at least';
	value: number;
}

/** A line of the report: a figure with its baseline beside it. */
export interface Line {
	what: string;
	ours: Figure;
	baseline?: Figure;
	/** Left out where the line only tells something. */
	target?: Target;
}

/** A line judged. */
export interface Judged extends Line {
	/** Median of the ratios, or of the figure where there is no baseline. */
	value: number;
	/** The middle half of the same. */
	spread: readonly [number, number];
	isMet: boolean | undefined;
}

/** Compares a line with its baseline, sample by sample, and with its target. */
export function judge(line: Line): Judged {
	const { ours, baseline, target } = line;
	const values = baseline === undefined ? ours.samples : ratios(ours.samples, baseline.samples);
	const value = median(values);
	return {
		...line,
		value,
		spread: [quantile(values, 0.25), quantile(values, 0.75)],
		isMet:
			target === undefined
				? undefined
				: target.is === 'at most'
					? value <= target.value
					: value >= target.value,
	};
}

export const atMost = (value: number): Target => ({ is: 'at most', value });
export const atLeast = (value: number): Target => ({ is: 'at least', value });
