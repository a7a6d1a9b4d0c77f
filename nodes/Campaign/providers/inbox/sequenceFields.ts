import type { INodeProperties } from 'n8n-workflow';
import { contentJson } from '../shared/content';

/** The seconds of the units in which a delay is entered. The API names the unit beside the seconds. */
export const unitSeconds: ReadonlyMap<string, number> = new Map([
	['minutes', 60],
	['hours', 3_600],
	['days', 86_400],
]);

/** The type of the step that likes a post. That there is one is documented, its word is inferred. */
export const likeType = 'like_tweet';

/** One part of a message, as it is built in the editor. */
const segmentFields: INodeProperties[] = [
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		default: 'static',
		options: [
			{ name: 'Text', value: 'static' },
			{ name: 'Variable', value: 'variable' },
			{ name: 'Variation', value: 'variation' },
		],
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Saw your work at',
		description: 'Spaces at the start and the end are kept',
		displayOptions: { show: { type: ['static'] } },
	},
	{
		displayName: 'Variable',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. first-name',
		description: 'Name of the variable as the API writes it',
		displayOptions: { show: { type: ['variable'] } },
	},
	{
		displayName: 'Fallback',
		name: 'fallback',
		type: 'string',
		default: '',
		placeholder: 'e.g. there',
		description: 'Text for leads whose variable is empty',
		displayOptions: { show: { type: ['variable'] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Option' },
		default: [],
		placeholder: 'e.g. Hey',
		description: 'Texts of which each message gets one',
		displayOptions: { show: { type: ['variation'] } },
	},
];

/** One step, as it is built in the editor. */
const stepFields: INodeProperties[] = [
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		default: 'message',
		options: [
			{ name: 'Delay', value: 'delay', description: 'Waits before the next step' },
			{
				name: 'Like',
				value: likeType,
				description: 'Likes a post of the lead. The API name of this step is inferred.',
			},
			{ name: 'Message', value: 'message', description: 'Sends a direct message' },
		],
	},
	{
		displayName: 'Segments',
		name: 'segments',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		placeholder: 'Add Segment',
		description: 'The parts of the message, which are sent as one text',
		options: [{ displayName: 'Segment', name: 'segment', values: segmentFields }],
		displayOptions: { show: { type: ['message'] } },
	},
	{
		displayName: 'Delay',
		name: 'delay',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 1,
		description: 'How long to wait before the next step',
		displayOptions: { show: { type: ['delay'] } },
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
		],
		displayOptions: { show: { type: ['delay'] } },
	},
];

/** The whole sequence of a campaign. */
export const sequenceField: INodeProperties = {
	displayName: 'Sequence',
	name: 'sequence',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	default: {},
	placeholder: 'Add Step',
	description:
		'What the campaign sends to each lead, in this order. It replaces the whole sequence, unless that is the same.',
	options: [{ displayName: 'Step', name: 'steps', values: stepFields }],
};

/** The sequence as data. */
export const sequenceJsonField: INodeProperties = contentJson(
	sequenceField,
	'e.g. [{ "type": "message", "data": { "segments": [{ "type": "static", "text": "Hi!" }] } }]',
	"A JSON list of the API's steps, each with its type and data. Segments are sent unchanged",
);
