import { textOrNull } from '../../json';
import type { OptionList } from '../contract/optionLists';
import { listOption } from '../shared/options';
import { fieldPage, flowPage, groupPage, resthookPage } from './answers';
import { parsePage } from './paging';

const groups: OptionList = {
	firstPage: () => ({
		purpose: 'list the groups',
		method: 'GET',
		path: ['groups.json'],
		basis: 'observed',
		answer: groupPage,
	}),
	parsePage: (answer, request) => {
		const page = parsePage(answer, request);
		if (page === undefined) return undefined;
		const entries = page.entries.flatMap(({ uuid, name }) => listOption(uuid, textOrNull(name)));
		return { ...page, entries };
	},
};

/** The API cannot create a resthook: users add them in the app. */
const resthooks: OptionList = {
	firstPage: () => ({
		purpose: 'list the resthooks',
		basis: 'observed',
		method: 'GET',
		path: ['resthooks.json'],
		answer: resthookPage,
	}),
	parsePage: (answer, request) => {
		const page = parsePage(answer, request);
		if (page === undefined) return undefined;
		return { ...page, entries: page.entries.flatMap(({ resthook }) => listOption(resthook, null)) };
	},
};

/** Fields that every contact has. The service does not list them. */
const systemDateFields = [
	{ name: 'Created On', value: 'created_on' },
	{ name: 'Last Seen On', value: 'last_seen_on' },
];

/** Only fields with dates: an event that is relative to another one makes the server fail. */
export const dateFields: OptionList = {
	firstPage: () => ({
		purpose: 'list the contact fields',
		method: 'GET',
		path: ['fields.json'],
		basis: 'observed',
		answer: fieldPage,
	}),
	parsePage: (answer, request) => {
		const page = parsePage(answer, request);
		if (page === undefined) return undefined;
		const entries = page.entries
			// Older servers only have `value_type` and `label`.
			.filter(({ type, value_type }) => (type ?? value_type) === 'datetime')
			.flatMap(({ key, name, label }) => listOption(key, textOrNull(name) ?? textOrNull(label)));
		const isFirst = request.query?.cursor === undefined;
		return { ...page, entries: isFirst ? [...systemDateFields, ...entries] : entries };
	},
};

/** Archived flows start for nobody. */
export const flows: OptionList = {
	firstPage: () => ({
		purpose: 'list the flows',
		method: 'GET',
		path: ['flows.json'],
		query: { archived: '0' },
		basis: 'observed',
		answer: flowPage,
	}),
	parsePage: (answer, request) => {
		const page = parsePage(answer, request);
		if (page === undefined) return undefined;
		const entries = page.entries
			.filter(({ archived }) => archived !== true)
			.flatMap(({ uuid, name }) => listOption(uuid, textOrNull(name)));
		return { ...page, entries };
	},
};

/** The lists that RapidPro's fields offer. */
export const optionLists: Readonly<Record<string, OptionList>> = {
	rapidProDateFields: dateFields,
	rapidProFlows: flows,
	rapidProGroups: groups,
	rapidProResthooks: resthooks,
};
