import type { Rate } from '../providers/provider';

/** A request counts when it arrives, some ms after it left; the first of a window may have taken longer than its last. */
const slackMs = 50;

/** In steps of this length, in ms, a rate that a user sets is spread over its minute. */
const stepMs = 2_000;

/**
 * Keeps the requests of one account below the service's rates: at most `requests` in any `perMs`.
 * A courtesy within one process; what guarantees that work finishes is the handling of 429.
 */
export class Pace {
	private sent: number[] = [];
	private most = 1;
	private restsUntil = 0;

	/**
	 * Takes the next place, unless it is too far away.
	 *
	 * @param now ms since 1970
	 * @param rates the rates to keep below, all of them
	 * @param mostMs the longest wait that the caller takes
	 * @returns how long to wait before sending, in ms; more than mostMs when no place was taken
	 */
	take(now: number, rates: readonly Rate[], mostMs: number): number {
		const at = rates.reduce(
			(earliest, { requests, perMs }) => {
				const before = this.sent[this.sent.length - requests];
				return before === undefined ? earliest : Math.max(earliest, before + perMs + slackMs);
			},
			Math.max(now, this.restsUntil, this.sent[this.sent.length - 1] ?? 0),
		);
		if (at - now > mostMs) return at - now;
		this.sent.push(at);
		this.most = Math.max(this.most, ...rates.map(({ requests }) => requests));
		if (this.sent.length > 2 * this.most) this.sent = this.sent.slice(-this.most);
		return at - now;
	}

	/**
	 * Lets every request of the account wait, because the service refused one for its rate.
	 *
	 * @param until ms since 1970
	 */
	rest(until: number): void {
		this.restsUntil = Math.max(this.restsUntil, until);
	}
}

const paces = new Map<string, Pace>();

/** The pace that all requests with one account share in this process. */
export function paceOf(account: string): Pace {
	const known = paces.get(account);
	if (known !== undefined) return known;
	const pace = new Pace();
	paces.set(account, pace);
	return pace;
}

/** A rate that a user sets: not only so many a minute, but evenly, for services that also limit a burst. */
export function ratesOf(requestsPerMinute: number): Rate[] {
	return [
		{ requests: Math.max(1, Math.ceil((requestsPerMinute * stepMs) / 60_000)), perMs: stepMs },
		{ requests: requestsPerMinute, perMs: 60_000 },
	];
}
