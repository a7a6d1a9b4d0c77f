import type { INodeProperties } from 'n8n-workflow';
import { isObject } from '../../json';
import type { Fields } from '../contract/campaigns';
import { InvalidInput } from '../contract/invalidInput';
import type { SubmitEventCapability, SubmittedEvent } from '../contract/submittedEvents';
import { emailAddress, leadText } from '../shared/leads';
import { requireOffered } from '../shared/values';
import { done } from './answers';
import { events } from './fields';

/** The events that can be submitted: those that make campaigns send, and one that does not. */
const submittable = [
	{ name: 'Contact Saved', value: 'contact.saved' },
	{ name: 'Contact Unsubscribed', value: 'contact.unsubscribed' },
	...events.filter(({ value }) => value !== 'contact.saved'),
] as const;

const fields: readonly INodeProperties[] = [
	{
		displayName: 'Event',
		name: 'event_name',
		type: 'options',
		required: true,
		default: 'contact.saved',
		description: 'What happened. Only the events that the campaign was created with make it send.',
		options: [...submittable],
	},
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		default: '',
		placeholder: 'e.g. nathan@example.com',
		description:
			'The e-mail address of the contact that the event is about. It can only be empty if you set an idempotency key.',
	},
	{
		displayName: 'Idempotency Key',
		name: 'idempotency_key',
		type: 'string',
		default: '',
		placeholder: 'e.g. order-1042',
		description:
			'The service takes an event with the same key once. Leave empty for a key that is the same when this item is tried again, and another one in the next execution.',
	},
];

/** POST /email/campaigns/{id}/submit. The answer says that the event was accepted, not that anything was sent. */
export const submitEvent: SubmitEventCapability = {
	fields,
	toEvent,
	isAccepted: (answer) => isObject(answer) && answer.ok === true,
};

function toEvent(campaignId: string, given: Fields, defaultKey: string): SubmittedEvent {
	const email = emailAddress(
		given.email,
		'Correct the address, or check the expression that should give it.',
	);
	const ownKey = leadText(given.idempotency_key, 'Idempotency Key');
	if (email === undefined && ownKey === undefined) {
		throw new InvalidInput(
			"'Email' is empty",
			"Enter the address of the contact that the event is about. The service only does without one if you set 'Idempotency Key'.",
		);
	}
	const eventName = requireOffered(
		leadText(given.event_name, 'Event') ?? '',
		submittable.map(({ value }) => value),
		'Event',
	);
	const key = ownKey ?? defaultKey;
	return {
		key,
		request: {
			purpose: 'submit the event',
			method: 'POST',
			path: ['email', 'campaigns', campaignId, 'submit'],
			basis: 'documented',
			answer: done,
			body: {
				event_name: eventName,
				...(email === undefined ? {} : { email }),
				idempotency_key: key,
			},
			idempotent: true,
		},
		output: { eventName, email: email ?? null, idempotencyKey: key },
	};
}
