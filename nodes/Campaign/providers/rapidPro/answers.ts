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

/** The hooks that users added in the app, by their names. */
export const resthookPage = page(object({ resthook: text, created_on: time, modified_on: time }));

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
