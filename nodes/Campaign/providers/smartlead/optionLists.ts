import { idText, isObject, objectArray, textOrNull } from '../../json';
import type { OptionList } from '../contract/optionLists';
import type { ProviderRequest } from '../contract/request';
import { listOption } from '../shared/options';
import { clientList, mailboxList } from './answers';

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

/** What the service returns of a mailbox and nobody may see (observed). */
export const secretKeys: readonly string[] = ['password', 'imap_password'];

/** The largest page of the list of mailboxes (documented). */
const pageSize = 100;

/** The mailboxes of the account. */
export const mailboxes: OptionList = {
	firstPage: () => mailboxPage(0),
	parsePage(answer, { query }) {
		const found = objectArray(isObject(answer) ? answer.data : answer);
		if (found === undefined) return undefined;
		const entries = found.flatMap(({ id, from_email: address, from_name: name }) =>
			listOption(id, textOrNull(address), textOrNull(name)),
		);
		const next = mailboxPage(Number(query?.offset ?? 0) + pageSize);
		return { entries, ...(found.length < pageSize ? {} : { next }) };
	},
	entryId: ({ value }) => idText(value) ?? '',
};

function mailboxPage(offset: number): ProviderRequest {
	return {
		purpose: 'list the email accounts',
		method: 'GET',
		path: ['email-accounts'],
		query: { offset: String(offset), limit: String(pageSize) },
		basis: 'documented',
		answer: mailboxList,
		secretKeys,
	};
}

/** The lists that Smartlead's fields offer. */
export const optionLists: Readonly<Record<string, OptionList>> = {
	smartleadClients: clients,
	smartleadMailboxes: mailboxes,
};
