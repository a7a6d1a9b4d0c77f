import { objectArray, textOrNull } from '../../json';
import type { OptionList } from '../contract/optionLists';
import { listOption } from '../shared/options';
import { clientList } from './answers';

const clients: OptionList = {
	firstPage: () => ({
		purpose: 'list the clients',
		method: 'GET',
		path: ['client'],
		basis: 'documented',
		answer: clientList,
	}),
	parsePage: (answer) => {
		const entries = objectArray(answer)?.flatMap(({ id, name }) =>
			listOption(id, textOrNull(name)),
		);
		return entries === undefined ? undefined : { entries };
	},
};

/** The lists that Smartlead's fields offer. */
export const optionLists: Readonly<Record<string, OptionList>> = { smartleadClients: clients };
