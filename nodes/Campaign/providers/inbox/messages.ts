import type { IDataObject } from 'n8n-workflow';
import { textOrNull } from '../../json';
import type { LoggedMessage, MessageEventName } from '../contract/events';
import { readContent } from './content';

/** The service's words for what happens to the targets of a campaign. */
const words: ReadonlyMap<string, MessageEventName> = new Map([
	['target.contacted', 'messageSent'],
	['target.followUpSent', 'messageSent'],
	['target.replied', 'messageReplied'],
]);

/** The events about messages that the log has. */
export const messageEvents: readonly MessageEventName[] = ['messageReplied', 'messageSent'];

/**
 * Reads a line of the log that is about a message.
 *
 * @returns undefined for any other line
 */
export function readMessageLine(line: IDataObject): LoggedMessage | undefined {
	const providerEvent = textOrNull(line.type) ?? '';
	const event = words.get(providerEvent);
	if (event === undefined) return undefined;
	const { campaign = { id: '' }, ...content } = readContent(line.data);
	return { event, providerEvent, campaign, ...content, raw: line };
}
