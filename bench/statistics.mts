/** @param fraction from 0 (the minimum) to 1 (the maximum); interpolated between two samples */
export function quantile(samples: readonly number[], fraction: number): number {
	const sorted = [...samples].sort((a, b) => a - b);
	const position = (sorted.length - 1) * fraction;
	const below = sorted[Math.floor(position)] ?? Number.NaN;
	const above = sorted[Math.ceil(position)] ?? Number.NaN;
	return below + (above - below) * (position % 1);
}

export function median(samples: readonly number[]): number {
	return quantile(samples, 0.5);
}

/** The ratio of each pair of samples. The two ran one after the other, so the machine's load was the same for both. */
export function ratios(samples: readonly number[], baseline: readonly number[]): number[] {
	return samples.map((sample, index) => sample / (baseline[index] ?? Number.NaN));
}

/** The exponent with which values grow with size: the slope of the regression line on logarithmic axes. */
export function growthExponent(points: ReadonlyArray<{ size: number; value: number }>): number {
	const logs = points.map(({ size, value }) => ({ x: Math.log(size), y: Math.log(value) }));
	const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
	const x = mean(logs.map((point) => point.x));
	const y = mean(logs.map((point) => point.y));
	const covariance = logs.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0);
	return covariance / logs.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
}
