import type { IDataObject } from 'n8n-workflow';
import { isObject, objectArray, textOrNull } from '../../json';
import type { OptionList } from '../contract/optionLists';
import { listOption } from '../shared/options';
import { accountLinks as accountLinkList } from './answers';

/** Documented as a bare array; an older page wraps it. */
const accountLinks: OptionList = {
	firstPage: () => ({
		purpose: 'list the account links',
		method: 'GET',
		path: ['account-links'],
		basis: 'documented',
		answer: accountLinkList,
	}),
	parsePage: (answer) => {
		const links = objectArray(isObject(answer) ? answer.accountLinks : answer);
		return links === undefined ? undefined : { entries: links.flatMap(accountLinkOption) };
	},
};

/** The lists that Inbox's fields offer. */
export const optionLists: Readonly<Record<string, OptionList>> = {
	inboxAccountLinks: accountLinks,
};

function accountLinkOption({ id, name, username, status }: IDataObject) {
	const handle = textOrNull(username);
	const details = [handle === null ? '' : `@${handle}`, textOrNull(status) ?? ''];
	return listOption(id, textOrNull(name) ?? handle, details.filter(Boolean).join(' · '));
}
