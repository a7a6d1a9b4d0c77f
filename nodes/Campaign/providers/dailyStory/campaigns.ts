import type { IDataObject } from 'n8n-workflow';
import type { CampaignDetails, CampaignStatus, RawCampaign } from '../../campaign';
import { idText, isObject, textOrNull } from '../../json';
import type { Fields } from '../contract/campaigns';
import { setFields, withJsonFields } from '../shared/fields';
import { idList } from '../shared/values';
import { goalNames, plainNames } from './fields';

const statuses: Readonly<Record<string, CampaignStatus>> = {
	Active: 'active',
	Archived: 'archived',
	Deleted: 'deleted',
	Paused: 'paused',
};

/** Fields that decide which campaign a request is about. */
const reserved = ['campaignId', 'name', 'status'];

/** The neutral campaign. What the service reads back is not documented: only the fields that it writes are relied on. */
export function toCampaign(raw: RawCampaign): CampaignDetails {
	const providerStatus = textOrNull(raw.status);
	return {
		id: idText(raw.campaignId) ?? idText(raw.id) ?? '',
		name: textOrNull(raw.name) ?? '',
		status: statuses[providerStatus ?? ''] ?? 'unknown',
		providerStatus,
		createdAt: null,
		updatedAt: null,
		url: null,
	};
}

/**
 * The body of an update without name and campaignId: what the user set. The status has a verb of its own.
 *
 * @param storedGoals the campaign's conversion goals, kept where the user set only some of them
 * @throws InvalidInput when a value can't be sent
 */
export function changedFields(fields: Fields, storedGoals: IDataObject): IDataObject {
	return withJsonFields(typed(fields, plainNames, storedGoals), fields, reserved);
}

/** What the user set, in the types that the API documents (recipients as texts, other ids as numbers where they are numbers). */
function typed(fields: Fields, names: readonly string[], storedGoals: IDataObject): IDataObject {
	const body = setFields(fields, names);
	for (const [name, label] of [
		['segments', 'Segments'],
		['subscriber_preferences', 'Subscriber Preferences'],
	] as const) {
		if (fields[name] !== undefined) body[name] = idList(fields[name], label).map(numberIfNumeric);
	}
	if (fields.notificationRecipients !== undefined) {
		body.notificationRecipients = idList(fields.notificationRecipients, 'Notification Recipients');
	}
	const goals = setGoals(fields);
	if (Object.keys(goals).length > 0) body.conversionGoals = { ...storedGoals, ...goals };
	return body;
}

/**
 * The body of a new campaign without its name. It has a status in any case: what the service makes of a missing one is
 * not known, and a campaign must not start by itself.
 *
 * @throws InvalidInput when a value can't be sent
 */
export function newFields(fields: Fields): IDataObject {
	const body = typed(fields, [...plainNames, 'status'], {});
	return { status: 'Paused', ...withJsonFields(body, fields, reserved) };
}

/** The conversion goals that the user set, by the names that the API gives them. */
export function setGoals(fields: Fields): IDataObject {
	const goals: IDataObject = {};
	for (const [name, goal] of Object.entries(goalNames)) {
		if (fields[name] !== undefined) goals[goal] = fields[name];
	}
	return goals;
}

/** The campaign's conversion goals as read; `{}` where it has none. */
export function storedGoals(stored: RawCampaign | undefined): IDataObject {
	return isObject(stored?.conversionGoals) ? stored.conversionGoals : {};
}

function numberIfNumeric(id: string): string | number {
	return /^[0-9]{1,15}$/.test(id) ? Number(id) : id;
}
