import type { IDataObject } from 'n8n-workflow';
import type { RawCampaign } from '../../campaign';
import type { Fields } from '../contract/campaigns';
import { InvalidInput } from '../contract/invalidInput';
import type { Step } from '../contract/step';
import { shownFields } from '../shared/compare';
import { hasAnyField, jsonFields, pickFields, withJsonFields } from '../shared/fields';
import { idList, requireOffered } from '../shared/values';
import { done } from './answers';

/** Fields whose value is sent as the user set it. */
const plainNames = [
	'add_unsubscribe_tag',
	'auto_pause_domain_leads_on_reply',
	'bounce_autopause_threshold',
	'domain_level_rate_limit',
	'enable_ai_esp_matching',
	'follow_up_percentage',
	'force_plain_text',
	'ignore_ss_mailbox_sending_limit',
	'send_as_plain_text',
	'stop_lead_settings',
	'track_settings',
	'unsubscribe_text',
] as const;

/** Fields that are sent together as `out_of_office_detection_settings`. */
const outOfOfficeNames = [
	'ignoreOOOasReply',
	'autoReactivateOOO',
	'reactivateOOOwithDelay',
	'autoCategorizeOOO',
] as const;

/** Fields whose value is sent in another form. */
const convertedNames = ['name', 'client_id', 'ai_categorisation_options'] as const;

/** Settings that a campaign shows when it is read (observed). */
const readableNames = [
	'client_id',
	'enable_ai_esp_matching',
	'follow_up_percentage',
	'name',
	'send_as_plain_text',
	'stop_lead_settings',
	'track_settings',
	'unsubscribe_text',
] as const;

const trackingLabel = 'Tracking Switched Off';

/** The values of `track_settings` as a campaign is read, and as they are written. */
const writtenTracking: ReadonlyMap<string, string> = new Map([
	['DONT_EMAIL_OPEN', 'DONT_TRACK_EMAIL_OPEN'],
	['DONT_LINK_CLICK', 'DONT_TRACK_LINK_CLICK'],
	['DONT_REPLY_TO_AN_EMAIL', 'DONT_TRACK_REPLY_TO_AN_EMAIL'],
]);

/** Whether the user set any field of the settings call. */
export function hasSettings(fields: Fields): boolean {
	return (
		hasAnyField(fields, [...plainNames, ...outOfOfficeNames, ...convertedNames]) ||
		Object.keys(jsonFields(fields)).length > 0
	);
}

/**
 * POST /campaigns/{id}/settings with only the fields that the user set.
 *
 * @throws InvalidInput when a value cannot be sent
 */
export function settingsStep(id: string, fields: Fields): Step {
	return {
		name: 'save settings',
		request: {
			purpose: "change the campaign's settings",
			method: 'POST',
			path: ['campaigns', id, 'settings'],
			basis: 'observed',
			answer: done,
			body: settingsBody(fields),
			idempotent: true,
		},
	};
}

/**
 * The settings that the user set, in the words and types that the API wants.
 *
 * @throws InvalidInput when a value cannot be sent
 */
export function settingsBody(fields: Fields): IDataObject {
	const body = settingsValues(fields);
	if (hasAnyField(fields, outOfOfficeNames)) {
		body.out_of_office_detection_settings = pickFields(fields, outOfOfficeNames);
	}
	return withJsonFields(body, fields);
}

function settingsValues(fields: Fields): IDataObject {
	const body: IDataObject = pickFields(fields, ['name', ...plainNames]);
	if (body.track_settings !== undefined) {
		body.track_settings = trackingWords(body.track_settings).map((word) =>
			requireOffered(word, [...writtenTracking.values()], trackingLabel),
		);
	}
	if (typeof body.bounce_autopause_threshold === 'number') {
		body.bounce_autopause_threshold = String(body.bounce_autopause_threshold);
	}
	if (fields.client_id !== undefined) body.client_id = clientNumber(fields.client_id);
	if (fields.ai_categorisation_options !== undefined) {
		body.ai_categorisation_options = idList(fields.ai_categorisation_options, 'AI Categories').map(
			categoryNumber,
		);
	}
	return body;
}

/** The settings that a campaign shows, as they are written. The others cannot be read back. */
export function currentSettings(current: RawCampaign): Fields {
	const shown = shownFields(current, readableNames);
	if (shown.track_settings === undefined) return shown;
	const words = shown.track_settings ?? [];
	const isReadable = typeof words === 'string' || isTextArray(words);
	return { ...shown, track_settings: isReadable ? trackingWords(words) : undefined };
}

function isTextArray(value: unknown): boolean {
	return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

/** An expression may give the words as an earlier Get returned them, which the service does not accept. */
function trackingWords(value: unknown): string[] {
	return idList(value, trackingLabel).map((word) => writtenTracking.get(word) ?? word);
}

/**
 * The client's ID as a number, which is how the API wants it.
 *
 * @throws InvalidInput when it is set and not an ID
 */
export function clientNumber(value: unknown): number | undefined {
	if (value === undefined) return undefined;
	const id = Number(value);
	if (Number.isSafeInteger(id) && id > 0) return id;
	throw new InvalidInput(
		"'Client' is not an ID",
		'Choose the client from the list, or enter its ID.',
	);
}

function categoryNumber(text: string): number {
	const id = Number(text);
	if (Number.isSafeInteger(id)) return id;
	throw new InvalidInput(
		`'AI Categories' contains '${text}', which is not an ID`,
		'Enter the IDs of the categories, separated by commas.',
	);
}
