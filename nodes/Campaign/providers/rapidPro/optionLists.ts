import { textOrNull } from '../../json';
import type { OptionList } from '../contract/optionLists';
import { listOption } from '../shared/options';
import { groupPage } from './answers';
import { readPage } from './paging';

const groups: OptionList = {
	firstPage: () => ({
		purpose: 'list the groups',
		method: 'GET',
		path: ['groups.json'],
		basis: 'observed',
		answer: groupPage,
	}),
	parsePage: (answer, asked) => {
		const page = readPage(answer, asked);
		if (page === undefined) return undefined;
		const entries = page.entries.flatMap(({ uuid, name }) => listOption(uuid, textOrNull(name)));
		return { ...page, entries };
	},
};

/** The lists that RapidPro's fields offer. */
export const optionLists: Readonly<Record<string, OptionList>> = { rapidProGroups: groups };
