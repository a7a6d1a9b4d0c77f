const running = new Set<string>();

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
	if (running.has(node)) return undefined;
	running.add(node);
	try {
		return await poll();
	} finally {
		running.delete(node);
	}
}
