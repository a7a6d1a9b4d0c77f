import type { IPollFunctions } from 'n8n-workflow';

/** How long a poll may take when the host does not say, in ms: the default of n8n's engine. */
export const defaultBudgetMs = 5 * 60_000;

/**
 * How long the poll that tests an activation may take, in ms. n8n gives all triggers of a publication 84 s, five tries
 * included, and one request may end up to 5 s late.
 */
const activationBudgetMs = 15_000;

/** The time that a poll may take, measured by a clock that nobody can set. */
export class Budget {
	private readonly startedAt = performance.now();
	private lastPageAt = this.startedAt;
	private slowestPageMs = 0;

	/** @param ms how long the whole poll may take */
	constructor(readonly ms: number) {}

	/** How much of it is left, in ms; negative when the poll is late. */
	remainingMs(): number {
		return this.ms - (performance.now() - this.startedAt);
	}

	/** Notes that a page was read. */
	notePage(): void {
		const now = performance.now();
		this.slowestPageMs = Math.max(this.slowestPageMs, now - this.lastPageAt);
		this.lastPageAt = now;
	}

	/**
	 * Whether another page may take longer than the time that is left.
	 *
	 * @param share the part of the budget that may be used, from 0 to 1
	 */
	isNearlyUsed(share: number): boolean {
		const usedMs = performance.now() - this.startedAt;
		return usedMs + 2 * this.slowestPageMs > share * this.ms;
	}
}

/** The time that the host gives a poll, in ms. Hosts before n8n 2.36 do not say. */
export function hostBudgetMs(context: IPollFunctions): number {
	const isKnown = typeof context.getPollBudgetMs === 'function';
	return isKnown ? context.getPollBudgetMs() : defaultBudgetMs;
}

/** The time that this poll may take. */
export function readBudget(context: IPollFunctions, isActivation: boolean): Budget {
	const ms = hostBudgetMs(context);
	return new Budget(isActivation ? Math.min(ms, activationBudgetMs) : ms);
}
