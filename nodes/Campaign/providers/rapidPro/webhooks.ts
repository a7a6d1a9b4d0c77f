import type { IDataObject } from 'n8n-workflow';
import { isoTime } from '../../campaign';
import { idText, isObject, objectArray, textOrNull } from '../../json';
import type { Delivery, DeliveryContent, Hook, Registration, Webhooks } from '../contract/webhooks';
import { objectOf, readContact, readMessage } from '../shared/deliveries';
import { subscriberPage } from './answers';
import { parsePage } from './paging';

const subscribers = ['resthook_subscribers.json'];

/** A delivery names neither its event nor its resthook. This stands in for the service's word. */
const word = 'resthook';

const registration: Registration = {
	find: {
		by: 'list',
		list: {
			firstPage: () => ({
				purpose: 'list the subscribers of resthooks',
				basis: 'observed',
				method: 'GET',
				path: subscribers,
				answer: subscriberPage,
			}),
			parsePage: (answer, request) => {
				const page = parsePage(answer, request);
				return page === undefined ? undefined : { ...page, entries: page.entries.flatMap(toHook) };
			},
		},
	},
	mayBePrivate: true,
	target: 'resthook',
	create: ({ url, resthook }) => ({
		purpose: 'subscribe to the resthook',
		basis: 'observed',
		method: 'POST',
		path: subscribers,
		body: { resthook, target_url: url },
	}),
	parseCreated: (answer) => {
		const id = isObject(answer) ? idText(answer.id) : undefined;
		return id === undefined ? undefined : { id };
	},
	remove: (id) => ({
		purpose: 'end the subscription to the resthook',
		basis: 'observed',
		method: 'DELETE',
		path: subscribers,
		query: { id },
		idempotent: true,
		allowEmptyBody: true,
	}),
	isCurrent: (raw, { resthook }) => raw.resthook === resthook,
};

/** What RapidPro pushes: calls of a flow's resthook step, read in the source of its mailroom. Nothing about campaigns. */
export const webhooks: Webhooks = {
	events: [{ event: 'flowStepReached', words: [word] }],
	namesCampaign: false,
	verification: { by: 'mark' },
	registration,
	hint: 'RapidPro and TextIt call a resthook when a contact reaches that step of a flow, for example a flow that a campaign starts. They do not push changes of campaigns: use the Campaign Trigger for those. Add resthooks in the settings of your workspace.',
	wordOf: () => word,
	isTrial: ({ header }) => header('x-mailroom-mode')?.toLowerCase() === 'simulation',
	read: readDelivery,
};

/** `{contact, flow, path, results, run, input, channel}`. A run can call a resthook at several steps. */
function readDelivery({ body }: Delivery): DeliveryContent {
	const contact = objectOf(body.contact);
	const run = objectOf(body.run);
	const input = objectOf(body.input);
	const [step] = (objectArray(body.path) ?? []).slice(-1);
	const urn = textOrNull(contact.urn) ?? '';
	return {
		identity:
			idText(run.uuid) === undefined || step === undefined
				? undefined
				: { values: [run.uuid, step.node_uuid, step.arrived_on] },
		occurredAt: isoTime(step?.arrived_on) ?? isoTime(run.created_on),
		contact: readContact({
			id: contact.uuid,
			email: urn.startsWith('mailto:') ? urn.slice('mailto:'.length) : null,
			name: contact.name,
		}),
		message: readMessage({ id: input.uuid, text: input.text }),
		data: { flow: body.flow ?? null, run: body.run ?? null, results: body.results ?? null },
	};
}

function toHook(raw: IDataObject): Hook[] {
	const id = idText(raw.id);
	if (id === undefined) return [];
	return [{ id, url: textOrNull(raw.target_url) ?? '', isEnabled: true, raw }];
}
