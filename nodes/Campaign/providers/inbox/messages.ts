import type { IDataObject } from 'n8n-workflow';
import { idText, isObject, textOrNull } from '../../json';
import type { LoggedMessage, MessageEventName } from '../contract/events';
import { toCampaign } from './campaign';

/** The service's words for what happens to the targets of a campaign. */
const words: Readonly<Record<string, MessageEventName>> = {
	'target.contacted': 'messageSent',
	'target.followUpSent': 'messageSent',
	'target.replied': 'messageReplied',
};

/** The events about messages that the log has. */
export const messageEvents: readonly MessageEventName[] = ['messageReplied', 'messageSent'];

/**
 * Reads a line of the log that is about a message. The data of these lines is not documented, so anything may be missing.
 *
 * @returns undefined for any other line
 */
export function readMessage(line: IDataObject): LoggedMessage | undefined {
	const providerEvent = textOrNull(line.type) ?? '';
	const event = words[providerEvent];
	if (event === undefined) return undefined;
	const data = isObject(line.data) ? line.data : {};
	const contact = firstObject(data, ['target', 'prospect', 'contact']);
	const message = firstObject(data, ['message']);
	return {
		event,
		providerEvent,
		campaign: readCampaign(data),
		...(contact === undefined
			? {}
			: {
					contact: {
						id: first(contact, ['id', 'targetId', 'platformId']),
						email: first(contact, ['email']),
						name: first(contact, ['name', 'username']),
					},
				}),
		...(message === undefined
			? {}
			: {
					message: {
						...{ id: first(message, ['id']), subject: null, url: null, reason: null },
						text: first(message, ['text', 'content']),
					},
				}),
		raw: line,
	};
}

function readCampaign(data: IDataObject): LoggedMessage['campaign'] {
	if (!isObject(data.campaign)) return { id: idText(data.campaignId) ?? '' };
	const { name, status, ...details } = toCampaign(data.campaign);
	const isStatusTold = status !== 'unknown' || details.providerStatus !== null;
	return { ...details, name: name === '' ? null : name, status: isStatusTold ? status : null };
}

function firstObject(data: IDataObject, keys: readonly string[]): IDataObject | undefined {
	return keys.map((key) => data[key]).find(isObject);
}

function first(object: IDataObject, keys: readonly string[]): string | null {
	return keys.map((key) => idText(object[key])).find((text) => text !== undefined) ?? null;
}
