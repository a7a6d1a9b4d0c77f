import type { IPollFunctions } from 'n8n-workflow';

/** What a poll may take where the host does not say, in ms: the engine's own default. */
const usualMs = 5 * 60_000;

/** The time that a poll may take, measured by a clock that nobody can set. */
export class Budget {
	private readonly startedAt = performance.now();
	private lapAt = this.startedAt;
	private longestLapMs = 0;

	constructor(readonly ms: number) {}

	/** Notes that one more page was read. */
	lap(): void {
		const now = performance.now();
		this.longestLapMs = Math.max(this.longestLapMs, now - this.lapAt);
		this.lapAt = now;
	}

	/**
	 * Whether another page may not be read in time.
	 *
	 * @param share of the budget that may be used, from 0 to 1
	 */
	isShort(share: number): boolean {
		const spentMs = performance.now() - this.startedAt;
		return spentMs + 2 * this.longestLapMs > share * this.ms;
	}
}

/** The time that the host gives this poll. Hosts before n8n 2.36 don't say. */
export function budgetOf(caller: IPollFunctions): Budget {
	const saysSo = typeof caller.getPollBudgetMs === 'function';
	return new Budget(saysSo ? caller.getPollBudgetMs() : usualMs);
}
