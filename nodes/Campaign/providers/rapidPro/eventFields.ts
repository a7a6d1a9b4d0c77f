import type { INodeProperties } from 'n8n-workflow';
import { contentJson } from '../shared/content';

/** The units of an event's offset, as the API writes them, with their minutes. */
export const unitMinutes: ReadonlyMap<string, number> = new Map([
	['minutes', 1],
	['hours', 60],
	['days', 1_440],
	['weeks', 10_080],
]);

/** One event, as it is built in the editor. */
const eventFields: INodeProperties[] = [
	{
		displayName: 'Relative To',
		name: 'relative_to',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: 'The contact field with the date that the event is relative to',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a field...',
				typeOptions: { searchListMethod: 'rapidProDateFields', searchable: true },
			},
			{
				displayName: 'By Key',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. registration',
			},
		],
	},
	{
		displayName: 'Offset',
		name: 'offset',
		type: 'number',
		default: 0,
		description:
			"How many units after the contact's date the event fires. A negative number is before it.",
	},
	{
		displayName: 'Unit',
		name: 'unit',
		type: 'options',
		default: 'days',
		options: [
			{ name: 'Days', value: 'days' },
			{ name: 'Hours', value: 'hours' },
			{ name: 'Minutes', value: 'minutes' },
			{ name: 'Weeks', value: 'weeks' },
		],
	},
	{
		displayName: 'Delivery Hour',
		name: 'delivery_hour',
		type: 'number',
		typeOptions: { minValue: -1, maxValue: 23 },
		default: -1,
		description:
			"Hour of the day, 0 to 23 in the workspace's time zone. Use -1 for the time of the contact's date.",
	},
	{
		displayName: 'Message',
		name: 'message',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Hi @contact.first_name, welcome!',
		description:
			"Text to send in the workspace's default language, unless the event starts a flow. For other languages, use Events (JSON).",
	},
	{
		displayName: 'Flow',
		name: 'flow',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: 'The flow to start contacts in, unless the event sends a message',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a flow...',
				typeOptions: { searchListMethod: 'rapidProFlows', searchable: true },
			},
			{
				displayName: 'By UUID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 09d23a05-47fe-11e4-bfe9-b8f6b119e9ab',
			},
		],
	},
];

/** The labels of an event's fields, by their names. */
export const eventLabels: ReadonlyMap<string, string> = new Map(
	eventFields.map(({ name, displayName }) => [name, displayName]),
);

/** All events of a campaign. */
export const eventsField: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: {},
	placeholder: 'Add Event',
	description:
		"What the campaign sends, and when. Afterwards it has exactly these events: others are deleted. The contacts of the campaign's group get the messages of new events as soon as they are due.",
	options: [{ displayName: 'Event', name: 'event', values: eventFields }],
};

/** The events as data. */
export const eventsJsonField: INodeProperties = contentJson(
	eventsField,
	'e.g. [{ "relative_to": "registration", "offset": 1, "unit": "days", "delivery_hour": 9, "message": "Hi!" }]',
	"A JSON list of the API's events: relative_to (the key of a field with dates), offset, unit, delivery_hour, and either message (a text, or texts by language) or flow (its UUID)",
);
