import type { Shape } from '../contract/shape';
import {
	anything,
	boolean,
	list,
	map,
	nothing,
	number,
	object,
	orNull,
	text,
	time,
	words,
} from '../shared/shapes';

/** All five keys are always there. */
export const campaign = object({
	uuid: text,
	name: text,
	archived: boolean,
	group: object({ uuid: text, name: text }),
	created_on: time,
});

function page(of: Shape): Shape {
	return object({ next: orNull(text), previous: orNull(text), results: list(of) });
}

export const campaignPage = page(campaign);

/** How a UUID that no campaign has is answered. */
export const emptyPage = page(nothing);

export const groupPage = page(
	object({
		uuid: text,
		name: text,
		query: orNull(text),
		status: words('initializing', 'evaluating', 'ready', 'invalid'),
		system: boolean,
		count: number,
	}),
);

/** A label is the name again, for older clients. Older servers have no name. */
export const event = object({
	uuid: text,
	campaign: object({ uuid: text, name: text }),
	relative_to: object({ key: text, label: text }, { name: text }),
	offset: number,
	unit: words('minutes', 'hours', 'days', 'weeks'),
	delivery_hour: number,
	flow: orNull(object({ uuid: text, name: text })),
	message: orNull(map(text)),
	created_on: time,
});

export const eventPage = page(event);

/** `label` and `value_type` are the names that older servers have. */
export const fieldPage = page(
	object(
		{ key: text, label: text, value_type: text },
		{
			name: text,
			type: words('text', 'number', 'datetime', 'state', 'district', 'ward'),
			featured: boolean,
			priority: number,
			usages: map(number),
			agent_access: words('none', 'view', 'edit'),
			pinned: boolean,
		},
	),
);

export const flowPage = page(
	object({
		uuid: text,
		name: text,
		type: words('message', 'voice', 'background', 'survey'),
		archived: boolean,
		labels: list(anything),
		expires: number,
		runs: map(number),
		results: list(anything),
		parent_refs: list(anything),
		created_on: time,
		modified_on: time,
	}),
);

/** The hooks that users added in the app, by their names. */
export const resthookPage = page(object({ resthook: text, created_on: time, modified_on: time }));

export const subscriberPage = page(
	object({ id: number, resthook: text, target_url: text, created_on: time }),
);

/** Older installations lack some of the fields. */
export const workspace = object({
	uuid: text,
	name: text,
	country: orNull(text),
	languages: list(text),
	timezone: text,
	date_style: text,
	anon: boolean,
	credits: map(anything),
	primary_language: orNull(text),
});
