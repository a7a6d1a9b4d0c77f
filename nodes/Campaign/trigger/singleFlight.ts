/** How long a host may take, in ms, to store a poll's state after the poll has ended. */
const storingMs = 3_000;

/** Identifies a state by what counts up in it. */
interface Version {
	readonly epoch: string;
	readonly sequence: number;
}

interface Flight {
	isRunning: boolean;
	/** The last report: the version of the state it started from, and when it was made. */
	reported?: Version & { readonly at: number };
}

const flights = new Map<string, Flight>();

/**
 * Runs one poll of a node at a time. After a restart, n8n makes up for every poll time that it missed, all at once and
 * from the same state, so that each poll would report the same. This works within one process only. What a skipped poll
 * would have found, the next one finds.
 *
 * @param node which node it is
 * @returns what the poll returned, or undefined when another one is running
 */
export async function skipIfRunning<T>(
	node: string,
	poll: () => Promise<T>,
): Promise<T | undefined> {
	const flight = flights.get(node) ?? { isRunning: false };
	if (flight.isRunning) return undefined;
	flights.set(node, flight);
	flight.isRunning = true;
	try {
		return await poll();
	} finally {
		flight.isRunning = false;
	}
}

/** Whether a poll that started from this state reported events a moment ago, and its new state is not stored yet. */
export function isAlreadyReported(node: string, { epoch, sequence }: Version): boolean {
	const reported = flights.get(node)?.reported;
	return (
		reported !== undefined &&
		reported.epoch === epoch &&
		sequence <= reported.sequence &&
		performance.now() - reported.at < storingMs
	);
}

/** Notes that a poll that started from this state reported events. */
export function noteReport(node: string, { epoch, sequence }: Version): void {
	const flight = flights.get(node);
	if (flight !== undefined) flight.reported = { epoch, sequence, at: performance.now() };
}
