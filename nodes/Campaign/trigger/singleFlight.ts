/** How long a host may take, in ms, to store what a poll left, once the poll has ended. */
const storingMs = 3_000;

interface Turn {
	isTaken: boolean;
	/** The last report: which watch it was made from, how far that had counted, and when. */
	reported?: { readonly epoch: string; readonly sequence: number; readonly at: number };
}

const turns = new Map<string, Turn>();

/** What a poll goes on from. */
interface From {
	readonly epoch: string;
	readonly sequence: number;
}

/**
 * Lets the polls of a node come one after the other. After a restart n8n makes up for every poll time
 * that it missed, all at once, each going on from the same state; every one of them would report the same. A courtesy
 * within one process: what is turned away here is found by the next poll.
 *
 * @param node which node it is
 * @param work the poll
 * @returns what the poll gave, or undefined when another one is running
 */
export async function inTurn<T>(node: string, work: () => Promise<T>): Promise<T | undefined> {
	const turn = turns.get(node) ?? { isTaken: false };
	if (turn.isTaken) return undefined;
	turns.set(node, turn);
	turn.isTaken = true;
	try {
		return await work();
	} finally {
		turn.isTaken = false;
	}
}

/** Whether this state was reported from a moment ago, so that what came of it is only about to be stored. */
export function isBehind(node: string, { epoch, sequence }: From): boolean {
	const reported = turns.get(node)?.reported;
	return (
		reported !== undefined &&
		reported.epoch === epoch &&
		sequence <= reported.sequence &&
		performance.now() - reported.at < storingMs
	);
}

/** Notes that events were reported from this state. */
export function noteReport(node: string, { epoch, sequence }: From): void {
	const turn = turns.get(node);
	if (turn !== undefined) turn.reported = { epoch, sequence, at: performance.now() };
}
