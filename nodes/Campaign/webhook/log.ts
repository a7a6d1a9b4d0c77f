import type { IWebhookFunctions } from 'n8n-workflow';

/** The lines that were logged once, for each node. Strangers must not be able to fill the log. */
const logged = new Set<string>();

/** How many of them are remembered. */
const maxLogged = 1_000;

/** Writes a warning to n8n's log, with the node's name. */
export function log(context: IWebhookFunctions, text: string): void {
	context.logger.warn(`${context.getNode().name}: ${text}`);
}

/** Writes a warning for which a stranger's request is enough: once in this process for each node. */
export function logOnce(context: IWebhookFunctions, text: string): void {
	const line = `${nodeKey(context)} ${text}`;
	if (logged.has(line) || logged.size >= maxLogged) return;
	logged.add(line);
	log(context, text);
}

/** Identifies the node among all nodes of this n8n. */
export function nodeKey(context: IWebhookFunctions): string {
	return `${context.getWorkflow().id ?? ''}:${context.getNode().id}`;
}

/** A text from outside for a line of the log: at most 80 characters, none of which controls anything. */
export function printable(text: string): string {
	return [...text]
		.slice(0, 80)
		.join('')
		.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
}
