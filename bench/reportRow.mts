import { median, quantile, ratios } from './statistics.mts';

/** The samples of one measurement. */
export interface Figure {
	name: string;
	unit: string;
	samples: number[];
}

/** The target for the ratio to the baseline, or for the figure itself if there is no baseline. */
export interface Target {
	bound: 'at most' | 'at least';
	value: number;
}

/** A row of the report: a figure and its baseline. */
export interface ReportRow {
	title: string;
	ours: Figure;
	baseline?: Figure;
	/** Omitted if the row is for information only. */
	target?: Target;
}

/** A row with its result. */
export interface EvaluatedRow extends ReportRow {
	/** The median of the ratios to the baseline, or of the figure if there is no baseline. */
	value: number;
	/** The first and third quartile of the same values. */
	quartiles: readonly [number, number];
	/** Undefined if there is no target. */
	meetsTarget: boolean | undefined;
}

/** Compares a row with its baseline and with its target. */
export function evaluate(row: ReportRow): EvaluatedRow {
	const { ours, baseline, target } = row;
	const values = baseline === undefined ? ours.samples : ratios(ours.samples, baseline.samples);
	const value = median(values);
	return {
		...row,
		value,
		quartiles: [quantile(values, 0.25), quantile(values, 0.75)],
		meetsTarget: target && meets(value, target),
	};
}

function meets(value: number, { bound, value: limit }: Target): boolean {
	return bound === 'at most' ? value <= limit : value >= limit;
}

export const atMost = (value: number): Target => ({ bound: 'at most', value });
export const atLeast = (value: number): Target => ({ bound: 'at least', value });
