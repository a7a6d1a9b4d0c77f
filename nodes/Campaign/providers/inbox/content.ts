import type { IDataObject } from 'n8n-workflow';
import type { PartialCampaign } from '../../campaign';
import { idText, isObject } from '../../json';
import type { Contact, Message } from '../contract/webhooks';
import { firstOf, objectOf, readContact, readMessage } from '../shared/deliveries';
import { toCampaign } from './campaign';

/** What an event tells, in a delivery and in the event log alike. What is not told is absent. */
export interface EventContent {
	readonly campaign?: PartialCampaign & { readonly id: string };
	readonly contact?: Contact;
	readonly message?: Message;
}

/**
 * Reads the `data` of an event. That of target events is not documented, so anything may be missing.
 *
 * @param data whatever the service sent
 */
export function readContent(data: unknown): EventContent {
	const payload = objectOf(data);
	const target = firstObject(payload, 'target', 'prospect', 'contact');
	const sent = firstObject(payload, 'message');
	const campaign = readCampaign(payload);
	const contact = readContact({
		id: firstOf(target, 'id', 'targetId', 'platformId'),
		email: target.email,
		name: firstOf(target, 'name', 'username'),
	});
	const message = readMessage({ id: sent.id, text: firstOf(sent, 'text', 'content') });
	return {
		...(campaign === undefined ? {} : { campaign }),
		...(contact === undefined ? {} : { contact }),
		...(message === undefined ? {} : { message }),
	};
}

function readCampaign(data: IDataObject): EventContent['campaign'] {
	if (isObject(data.campaign) && idText(data.campaign.id) !== undefined) {
		const { id, name, status, ...details } = toCampaign(data.campaign);
		const isStatusTold = status !== 'unknown' || details.providerStatus !== null;
		return {
			id,
			name: name === '' ? null : name,
			status: isStatusTold ? status : null,
			...details,
		};
	}
	const id = idText(data.campaignId);
	return id === undefined ? undefined : { id };
}

function firstObject(data: IDataObject, ...keys: readonly string[]): IDataObject {
	return keys.map((key) => data[key]).find(isObject) ?? {};
}
