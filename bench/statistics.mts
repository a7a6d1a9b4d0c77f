/** @param share from 0 (the least) to 1 (the most); between two samples it lies in proportion */
export function quantile(samples: readonly number[], share: number): number {
	const sorted = [...samples].sort((a, b) => a - b);
	const place = (sorted.length - 1) * share;
	const below = sorted[Math.floor(place)] ?? Number.NaN;
	const above = sorted[Math.ceil(place)] ?? Number.NaN;
	return below + (above - below) * (place % 1);
}

export function median(samples: readonly number[]): number {
	return quantile(samples, 0.5);
}

/** Sample by sample: what ran one after the other had the same machine, however busy it was. */
export function ratios(ours: readonly number[], others: readonly number[]): number[] {
	return ours.map((sample, index) => sample / (others[index] ?? Number.NaN));
}

/** The exponent of growth: the slope of the line that is closest to the points, both axes logarithmic. */
export function exponent(points: ReadonlyArray<{ size: number; value: number }>): number {
	const logs = points.map(({ size, value }) => ({ x: Math.log(size), y: Math.log(value) }));
	const mean = (of: number[]) => of.reduce((sum, each) => sum + each, 0) / of.length;
	const x = mean(logs.map((point) => point.x));
	const y = mean(logs.map((point) => point.y));
	const rise = logs.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0);
	return rise / logs.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
}
