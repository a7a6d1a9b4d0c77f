import type { IPollFunctions } from 'n8n-workflow';
import type { ProviderRequest } from '../providers/contract/request';
import { defaultTimeoutMs } from '../transport/send';

/** How long a poll may take when the host does not say, in ms: the default of n8n's engine. */
const defaultMs = 5 * 60_000;

/** A service that answers at all does so in this time, in ms. */
const minTimeoutMs = 5_000;

/** The time that a poll may take, measured by a clock that nobody can set. */
export class Budget {
	private readonly startedAt = performance.now();
	private lastPageAt = this.startedAt;
	private slowestPageMs = 0;

	/** @param ms how long the whole poll may take */
	constructor(readonly ms: number) {}

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

	/** The request with a timeout that is no longer than the whole poll may take. */
	limit(request: ProviderRequest): ProviderRequest {
		const { timeoutMs = defaultTimeoutMs } = request;
		return { ...request, timeoutMs: Math.min(timeoutMs, Math.max(minTimeoutMs, this.ms)) };
	}
}

/** The time that the host gives this poll. Hosts before n8n 2.36 do not say. */
export function readBudget(context: IPollFunctions): Budget {
	const isKnown = typeof context.getPollBudgetMs === 'function';
	return new Budget(isKnown ? context.getPollBudgetMs() : defaultMs);
}
