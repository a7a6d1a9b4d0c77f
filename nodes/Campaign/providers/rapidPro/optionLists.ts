import { textOrNull } from '../../json';
import type { OptionList } from '../contract/optionLists';
import { listOption } from '../shared/options';
import { groupPage, resthookPage } from './answers';
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

/** The lists that RapidPro's fields offer. */
export const optionLists: Readonly<Record<string, OptionList>> = {
	rapidProGroups: groups,
	rapidProResthooks: resthooks,
};
