import type { IDataObject } from 'n8n-workflow';
import type { RawCampaign } from '../../campaign';
import { isObject } from '../../json';
import type { Fields } from '../contract/campaigns';
import { shownFields } from '../shared/compare';
import { pickFields, withJsonFields } from '../shared/fields';
import { idList } from '../shared/values';

/** Fields whose value is sent as the user set it, in the API's own mix of snake and camel case. */
const plainNames = [
	'allow_autopause',
	'campaignType',
	'cost',
	'costPeriod',
	'description',
	'isAutoQualifyNewLead',
	'isNotifyNewLead',
	'utmCampaign',
	'workflowBehavior',
] as const;

/** Fields whose value is a list of IDs. */
const listNames = ['notificationRecipients', 'segments', 'subscriber_preferences'] as const;

/** Fields that are sent together as `conversionGoals`, and their names in it. */
const goalNames: Readonly<Record<string, string>> = {
	conversionGoalsEnabled: 'enabled',
	conversionGoalsSuspects: 'suspects',
	conversionGoalsMcls: 'mcls',
	conversionGoalsMqls: 'mqls',
	conversionGoalsSqls: 'sqls',
};

/** Fields that decide which campaign a request is about and whether it runs. */
const reserved = ['campaignId', 'name', 'status'];

/**
 * The body of a new campaign, without its name. It always has a status: what the service does without one is not
 * documented, and a campaign must not start by itself.
 *
 * @throws InvalidInput when a value cannot be sent
 */
export function newCampaignBody(fields: Fields): IDataObject {
	const body = fieldsBody(fields, [...plainNames, 'status'], {});
	return { status: 'Paused', ...withJsonFields(body, fields, reserved) };
}

/**
 * The body of an update, without name and campaignId: the fields that the user set. Change Status sets the status.
 *
 * @param current the campaign as it is now, for the conversion goals that the user did not set
 * @throws InvalidInput when a value cannot be sent
 */
export function changedFieldsBody(fields: Fields, current: RawCampaign | undefined): IDataObject {
	const goals = isObject(current?.conversionGoals) ? current.conversionGoals : {};
	return withJsonFields(fieldsBody(fields, plainNames, goals), fields, reserved);
}

/**
 * What the user set, in the words that the API writes, by the names of the fields.
 *
 * @throws InvalidInput when a value cannot be sent
 */
export function changedValues(fields: Fields, current: RawCampaign): Fields {
	return { ...fields, ...pickFields(changedFieldsBody(fields, current), listNames) };
}

/** What a campaign has, by the names of the fields. Which of them a read returns is not documented. */
export function currentFields(current: RawCampaign): Fields {
	const fields = shownFields(current, [...plainNames, ...listNames, 'name']);
	const goals = isObject(current.conversionGoals) ? current.conversionGoals : {};
	for (const [name, goal] of Object.entries(goalNames)) {
		if (goals[goal] !== undefined) fields[name] = goals[goal];
	}
	return fields;
}

/** Whether the user set any of the conversion goals, which are only sent together. */
export function changesGoals(fields: Fields): boolean {
	return Object.keys(newGoals(fields)).length > 0;
}

/** The fields in the documented types: recipients are strings, other IDs are numbers if they look like one. */
function fieldsBody(
	fields: Fields,
	names: readonly string[],
	currentGoals: IDataObject,
): IDataObject {
	const body = pickFields(fields, names);
	for (const [name, label] of [
		['segments', 'Segment Names or IDs'],
		['subscriber_preferences', 'Subscriber Preferences'],
	] as const) {
		if (fields[name] !== undefined) body[name] = idList(fields[name], label).map(numberIfNumeric);
	}
	if (fields.notificationRecipients !== undefined) {
		body.notificationRecipients = idList(fields.notificationRecipients, 'Notification Recipients');
	}
	if (changesGoals(fields)) body.conversionGoals = { ...currentGoals, ...newGoals(fields) };
	return body;
}

/** The conversion goals that the user set, by their names in the API. */
function newGoals(fields: Fields): IDataObject {
	const goals: IDataObject = {};
	for (const [name, goal] of Object.entries(goalNames)) {
		if (fields[name] !== undefined) goals[goal] = fields[name];
	}
	return goals;
}

function numberIfNumeric(id: string): string | number {
	return /^[0-9]{1,15}$/.test(id) ? Number(id) : id;
}
