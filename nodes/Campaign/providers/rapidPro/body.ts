import type { IDataObject } from 'n8n-workflow';
import type { RawCampaign } from '../../campaign';
import { idText, isObject, textOrNull } from '../../json';
import type { Difference, Fields } from '../contract/campaigns';
import { InvalidInput } from '../contract/invalidInput';
import { fieldDifferences, shownFields } from '../shared/compare';
import { pickFields, withJsonFields } from '../shared/fields';

/** The field that decides which campaign a request is about. */
const reserved = ['uuid'];

/**
 * The body of a new campaign.
 *
 * @throws InvalidInput when the group is empty or another field cannot be sent
 */
export function newCampaignBody(fields: Fields): IDataObject {
	return withJsonFields({ name: fields.name, group: groupText(fields.group) }, fields, reserved);
}

/**
 * The body of an update, which needs both name and group.
 *
 * @param current the campaign as it is now, for the one of the two that the user did not set
 * @throws InvalidInput when a field cannot be sent
 */
export function updateBody(fields: Fields, current: RawCampaign | undefined): IDataObject {
	const currentGroup = isObject(current?.group) ? current.group.uuid : undefined;
	return withJsonFields(
		{
			name: fields.name ?? textOrNull(current?.name) ?? '',
			group: groupText(fields.group === undefined ? currentGroup : fields.group),
		},
		fields,
		reserved,
	);
}

/**
 * The fields whose values the campaign does not have yet. Other fields than name and group cannot be read back.
 *
 * @throws InvalidInput when a field cannot be sent
 */
export function differences(fields: Fields, current: RawCampaign): Difference[] {
	withJsonFields(pickFields(fields, ['name', 'group']), fields, [...reserved, 'name', 'group']);
	const { group } = current;
	const shown = shownFields(current, ['name']);
	if (!isObject(group)) return fieldDifferences(fields, fields, shown);
	const isAsked = fields.group !== undefined && isGroup(group, groupText(fields.group));
	// A group is written by its UUID or its name.
	const written = isAsked ? fields.group : (group.name ?? group.uuid);
	return fieldDifferences(fields, fields, { ...shown, group: written });
}

/** Whether a campaign is as an update's body says. Other fields than name and group cannot be read back. */
export function isAsWritten({ name, group }: RawCampaign, body: IDataObject): boolean {
	const isReadable = Object.keys(body).every((field) => field === 'name' || field === 'group');
	return isReadable && name === body.name && isObject(group) && isGroup(group, String(body.group));
}

/** Whether a text stands for a group. The service accepts its UUID, or its name in any case. */
function isGroup({ uuid, name }: IDataObject, text: string): boolean {
	return [uuid, name].some((own) => String(own).toLowerCase() === text.toLowerCase());
}

function groupText(value: unknown): string {
	const text = idText(value)?.trim() ?? '';
	if (text !== '') return text;
	throw new InvalidInput(
		"'Group' is empty",
		'Choose a group from the list, or enter its UUID or name.',
	);
}
