import { hash } from 'node:crypto';

/** How many deliveries are remembered. */
const maxRemembered = 10_000;

/**
 * The deliveries that this process has passed on, the newest ones. A courtesy: another process, or this one after a
 * restart, passes a repeated delivery on again, with the same eventId.
 */
const remembered = new Set<string>();

/** Whether this node has passed the event on before. */
export function isRepeat(node: string, eventId: string): boolean {
	return remembered.has(keyOf(node, eventId));
}

/** Remembers an event that n8n has stored. */
export function remember(node: string, eventId: string): void {
	remembered.add(keyOf(node, eventId));
	if (remembered.size <= maxRemembered) return;
	for (const oldest of remembered) {
		remembered.delete(oldest);
		return;
	}
}

/** An ID from a service can have any length. */
function keyOf(node: string, eventId: string): string {
	return hash('sha256', `${node}\n${eventId}`, 'base64url');
}
