import type { IDataObject } from 'n8n-workflow';
import type { Fields, Step } from '../contract/campaigns';
import { InvalidInput } from '../contract/invalidInput';
import { jsonFields, setFields, setsAny, withJsonFields } from '../shared/fields';
import { idList } from '../shared/values';
import { outOfOfficeNames, settingsNames } from './fields';

/** The words in which campaigns are read, and those in which the same settings are written. */
const writtenTracking: Readonly<Record<string, string>> = {
	DONT_EMAIL_OPEN: 'DONT_TRACK_EMAIL_OPEN',
	DONT_LINK_CLICK: 'DONT_TRACK_LINK_CLICK',
	DONT_REPLY_TO_AN_EMAIL: 'DONT_TRACK_REPLY_TO_AN_EMAIL',
};

/**
 * The client's id as the number that the API wants.
 *
 * @throws InvalidInput when it is set and no id
 */
export function clientNumber(value: unknown): number | undefined {
	if (value === undefined) return undefined;
	const id = Number(value);
	if (Number.isSafeInteger(id) && id > 0) return id;
	throw new InvalidInput(
		"'Client' is not an ID",
		'Choose the client from the list, or give its number.',
	);
}

/** Whether any of these fields belongs to the settings call. */
export function setsSettings(fields: Fields): boolean {
	return (
		setsAny(fields, settingsNames) ||
		setsAny(fields, outOfOfficeNames) ||
		setsAny(fields, ['name', 'client_id', 'ai_categorisation_options']) ||
		Object.keys(jsonFields(fields)).length > 0
	);
}

/**
 * The settings call with only what the user set. Tracking words as they are read (from an earlier
 * Get) are translated to the words that the API writes; posted as they are read it refuses them.
 *
 * @throws InvalidInput when a value can't be sent
 */
export function settingsStep(id: string, fields: Fields): Step {
	const body: IDataObject = setFields(fields, ['name', ...settingsNames]);
	if (body.track_settings !== undefined) {
		body.track_settings = idList(body.track_settings, 'Tracking Switched Off').map(
			(word) => writtenTracking[word] ?? word,
		);
	}
	if (typeof body.bounce_autopause_threshold === 'number') {
		body.bounce_autopause_threshold = String(body.bounce_autopause_threshold);
	}
	if (fields.client_id !== undefined) body.client_id = clientNumber(fields.client_id);
	if (fields.ai_categorisation_options !== undefined) {
		body.ai_categorisation_options = idList(fields.ai_categorisation_options, 'AI Categories').map(
			categoryId,
		);
	}
	if (setsAny(fields, outOfOfficeNames)) {
		body.out_of_office_detection_settings = setFields(fields, outOfOfficeNames);
	}
	return {
		name: 'settings',
		request: {
			purpose: "change the campaign's settings",
			method: 'POST',
			path: ['campaigns', id, 'settings'],
			body: withJsonFields(body, fields),
			idempotent: true,
		},
	};
}

function categoryId(text: string): number {
	const id = Number(text);
	if (Number.isSafeInteger(id)) return id;
	throw new InvalidInput(
		`'AI Categories' holds '${text}', which is no ID`,
		'Give the numbers of the categories with commas between them.',
	);
}
