import type { IDataObject } from 'n8n-workflow';
import { textOrNull } from '../../json';
import type { OptionList } from '../contract/optionLists';
import { listOption } from '../shared/options';
import { mailAccountList, templateList } from './answers';
import { firstPage, parsePage } from './paging';

const templates: OptionList = {
	firstPage: () => firstPage('list the templates', ['email', 'templates'], templateList),
	parsePage: (answer, request) => {
		const page = parsePage(answer, request, 'templates');
		return page === undefined
			? undefined
			: { ...page, entries: page.entries.flatMap(templateOption) };
	},
	entryId: ({ value }) => String(value),
};

/** The call has no paging: all active accounts come in one answer. */
const mailAccounts: OptionList = {
	firstPage: () => ({
		purpose: 'list the mail accounts',
		method: 'GET',
		path: ['email', 'mail-accounts'],
		basis: 'documented',
		answer: mailAccountList,
	}),
	parsePage: (answer, request) => {
		const page = parsePage(answer, request, 'mail_accounts');
		return page === undefined ? undefined : { entries: page.entries.flatMap(mailAccountOption) };
	},
};

/** The lists that Falconyte's fields offer. */
export const optionLists: Readonly<Record<string, OptionList>> = {
	falconyteTemplates: templates,
	falconyteMailAccounts: mailAccounts,
};

function templateOption({ id, name, subject }: IDataObject) {
	return listOption(id, textOrNull(name), textOrNull(subject));
}

function mailAccountOption({ id, email }: IDataObject) {
	return listOption(id, textOrNull(email));
}
