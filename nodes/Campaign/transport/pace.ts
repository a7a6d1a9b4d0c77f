import type { Rate } from '../providers/provider';

/** A request counts when it arrives, some ms after it left; the first of a window may have taken longer than its last. */
const slackMs = 50;

/**
 * Keeps requests below a service's documented rates: at most `requests` in any `perMs`.
 * A courtesy within one process; what guarantees that work finishes is the handling of 429.
 */
export class Pace {
	private readonly sent: number[] = [];

	constructor(private readonly rates: readonly Rate[]) {}

	/**
	 * Takes the next place, unless it is too far away.
	 *
	 * @param now ms since 1970
	 * @param mostMs the longest wait that the caller takes
	 * @returns how long to wait before sending, in ms; more than mostMs when no place was taken
	 */
	take(now: number, mostMs: number): number {
		const at = this.rates.reduce(
			(earliest, { requests, perMs }) => {
				const before = this.sent[this.sent.length - requests];
				return before === undefined ? earliest : Math.max(earliest, before + perMs + slackMs);
			},
			Math.max(now, this.sent[this.sent.length - 1] ?? 0),
		);
		if (at - now > mostMs) return at - now;
		this.sent.push(at);
		const longest = Math.max(0, ...this.rates.map(({ requests }) => requests));
		if (this.sent.length > longest) this.sent.shift();
		return at - now;
	}
}

const paces = new Map<string, Pace>();

/** The pace that all requests with one account share in this process. */
export function paceOf(account: string, rates: readonly Rate[]): Pace {
	const known = paces.get(account);
	if (known !== undefined) return known;
	const pace = new Pace(rates);
	paces.set(account, pace);
	return pace;
}
