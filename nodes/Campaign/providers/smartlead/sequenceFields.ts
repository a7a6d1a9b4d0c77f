import type { INodeProperties } from 'n8n-workflow';
import { contentJson } from '../shared/content';

/** The field in which a sequence is built. */
export const sequenceEditor: INodeProperties = {
	displayName: 'Sequence',
	name: 'sequence',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Step',
	default: {},
	description:
		'All emails of the campaign, in their order. A step that is left out is removed with its figures, and a step that stays keeps them. For variants, use Sequence (JSON).',
	options: [
		{
			displayName: 'Step',
			name: 'steps',
			values: [
				{
					displayName: 'Delay (Days)',
					name: 'delay_in_days',
					type: 'number',
					typeOptions: { minValue: 0, maxValue: 365 },
					default: 1,
					description: 'How long to wait after the step before',
				},
				{
					displayName: 'Email Body',
					name: 'email_body',
					type: 'string',
					typeOptions: { rows: 5 },
					default: '',
					placeholder: 'e.g. <p>Hello {{first_name}}</p>',
					description: 'The text of the email, as HTML',
				},
				{
					displayName: 'Subject',
					name: 'subject',
					type: 'string',
					default: '',
					placeholder: 'e.g. A question about {{company_name}}',
					description:
						'The subject of the email. Leave it empty in a later step to continue the thread.',
				},
			],
		},
	],
};

/** The field that takes a sequence as data. */
export const sequenceJson = contentJson(
	sequenceEditor,
	'e.g. [{ "subject": "Hi", "email_body": "<p>Hello</p>", "seq_delay_details": { "delay_in_days": 0 } }]',
	"All steps of the sequence as the API writes them, variants included, without IDs. Settings of a step that the API does not return, such as 'variant_distribution_type', are sent every time",
);
