import type { Rate } from '../providers/contract/service';
import type { Quota } from './quota';

/** After this time without a refusal, in ms, the share is the whole rate again. It grows slowly at first, then faster. */
const recoveryMs = 12 * 60_000;

/** With more processes than that, each still takes this share. The service refuses some of their requests. */
const smallestShare = 1 / 8;

/** A share of the rate is kept in this part of the limit's period, so that a few requests need not wait. */
const shareInterval = 1 / 12;

/** A share that is refused was too large by at least this factor. */
const excess = 0.98;

/** So many requests of others in a period are not sharing: n8n itself sends one when someone tests a credential. */
const negligible = 1;

/** Reset times are rounded up to seconds, and dates down: so long, in ms, a period may have begun before. */
const resolutionMs = 2_000;

/** A request of this process. */
export interface OwnRequest {
	/** When it is sent or, once it has ended, when it ended; in ms of one monotonic clock. */
	at: number;
	hasEnded: boolean;
	isRefused: boolean;
}

/** What an answer says about the rate limits. */
export interface Feedback {
	/** Whether the service refused the request for a rate limit. */
	readonly isRefused: boolean;
	/** What is left of the limit with the longest period, if the answer says so. */
	readonly quota?: Quota;
}

/**
 * What other processes leave of the account's rate. Nobody tells this one of them, but the answers do: where they say
 * what remains, requests follow the service's own count, evenly until the end of its period; where they do not, each
 * refusal lowers the share of the rate that this process takes, and time without refusals raises it again.
 */
export class SharedRate {
	/** The service's count, as the newest answer showed it. */
	private quota: Quota | undefined;
	/** Until then, the service's count is followed: others were seen to use it, too. */
	private followedUntil = -Infinity;
	/** How many requests of others there were between the last two answers. */
	private othersLately = 0;
	/** The share of the rate that was left after the last refusal. */
	private share = 1;
	private refusedAt = -Infinity;

	/**
	 * When a request may be sent, as far as others are concerned.
	 *
	 * @param now ms of the monotonic clock, like the result
	 * @param before the request of this process that many requests before this one, if there is one
	 * @param underWay how many requests of this process are waiting before it, or for their answers
	 */
	earliest(
		now: number,
		rates: readonly Rate[],
		before: (count: number) => OwnRequest | undefined,
		underWay: () => number,
	): number {
		const spacingMs = Math.max(0, ...rates.map(({ requests, perMs }) => perMs / requests));
		const after = (count: number, ms: number) => (before(count)?.at ?? -Infinity) + count * ms;
		const longest = longestOf(rates);
		const share = this.shareAt(now);
		if (share < 1) {
			const count = Math.max(1, Math.floor(share * longest.requests * shareInterval));
			return after(count, spacingMs / share);
		}
		if (now >= this.followedUntil) return -Infinity;
		const spaced = after(1, spacingMs);
		const { quota } = this;
		if (quota === undefined || now >= quota.endsAt) return spaced;
		const left = quota.remaining - underWay();
		if (left <= this.othersLately) return Math.max(spaced, quota.endsAt);
		const evenly = quota.endsAt - ((left - 1) * longest.perMs) / quota.limit;
		return Math.max(spaced, evenly);
	}

	/**
	 * Learns from an answer.
	 *
	 * @param now ms of the monotonic clock
	 * @param request the request that was answered
	 * @param requests the newest requests of this process, this one included
	 */
	note(
		now: number,
		rates: readonly Rate[],
		request: OwnRequest,
		requests: readonly OwnRequest[],
		{ isRefused, quota }: Feedback,
	): void {
		const longest = longestOf(rates);
		if (quota !== undefined) {
			const own = requests.filter(({ at }) => at > quota.endsAt - longest.perMs - resolutionMs);
			const others = quota.limit - quota.remaining - own.length;
			const isShared = others > negligible || quota.limit < longest.requests;
			if (isShared || isRefused) this.followedUntil = now + longest.perMs;
			this.count(quota);
		} else if (isRefused && request.at >= this.refusedAt) {
			// Of requests that were under way together, the first refusal counts.
			this.share = this.lowerShare(now, rates, requests);
			this.refusedAt = now;
		}
	}

	private count(quota: Quota): void {
		const { quota: before } = this;
		if (before?.period !== quota.period) {
			this.quota = quota;
			return;
		}
		// Answers may overtake each other.
		if (quota.remaining > before.remaining) return;
		this.othersLately = Math.max(0, before.remaining - quota.remaining - 1);
		this.quota = { ...quota, endsAt: Math.min(quota.endsAt, before.endsAt) };
	}

	private lowerShare(now: number, rates: readonly Rate[], requests: readonly OwnRequest[]): number {
		const share = this.shareAt(now);
		const used = rates.map(({ requests: most, perMs }) => {
			const isAccepted = ({ at, hasEnded, isRefused }: OwnRequest) =>
				hasEnded && !isRefused && at > now - perMs;
			return requests.filter(isAccepted).length / most;
		});
		const measured = Math.max(0, ...used);
		// Whoever used next to nothing is not the reason.
		if (share === 1 || measured < smallestShare) return Math.min(share, 0.5);
		return Math.max(smallestShare, share / 2, Math.min(excess * share, measured));
	}

	private shareAt(now: number): number {
		if (this.share === 1) return 1;
		return Math.min(1, this.share + ((now - this.refusedAt) / recoveryMs) ** 3);
	}
}

/** The limit with the longest period: the one that services count in their headers. */
export function longestOf(rates: readonly Rate[]): Rate {
	const none = { requests: 0, perMs: 0 };
	return rates.reduce((longest, rate) => (rate.perMs > longest.perMs ? rate : longest), none);
}
