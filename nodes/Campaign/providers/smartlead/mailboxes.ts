import type { INodeProperties } from 'n8n-workflow';
import { idText, isObject, objectArray } from '../../json';
import type { ContentEntry, ContentField, DeclaredContent } from '../contract/content';
import { InvalidInput } from '../contract/invalidInput';
import type { Listing } from '../contract/listing';
import type { ProviderRequest } from '../contract/request';
import { contentJson } from '../shared/content';
import { idList } from '../shared/values';
import { done, isDone as isConfirmed, mailboxList, mailboxesRemoved } from './answers';
import { mailboxes as accountMailboxes, secretKeys } from './optionLists';

const editor: INodeProperties = {
	displayName: 'Email Account Names or IDs',
	name: 'email_account_ids',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'smartleadMailboxes' },
	default: [],
	description:
		'All email accounts that the campaign sends from. Those that are left out are removed from it. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

const json = contentJson(editor, 'e.g. [7301, 7302]', 'The IDs of the email accounts as a list');

/** The mailboxes that a campaign sends from. */
export const mailboxes: ContentField = {
	name: editor.name,
	editor,
	json,
	read: { by: 'call', listing },
	reachesPeople: true,
	mayNeedPause: true,
	fromEditor: (value) => declare(value, editor.displayName),
	fromJson: (list) => declare(list, json.displayName),
};

function declare(value: unknown, label: string): DeclaredContent {
	const ids = [...new Set(idList(value, label).map((id) => mailboxNumber(id, label)))];
	ids.sort((a, b) => a - b);
	const added = (entries: readonly ContentEntry[] = []) => {
		const now = idsOf(entries);
		return ids.filter((id) => !now.includes(id));
	};
	const removed = (entries: readonly ContentEntry[] = []) =>
		idsOf(entries).filter((id) => !ids.includes(id));
	return {
		value: ids,
		valueOf: idsOf,
		// First those that come: the last one cannot be removed from an active campaign.
		steps: (campaignId, entries) => [
			...step('add', campaignId, added(entries), (now) => added(now).length === 0),
			...step('remove', campaignId, removed(entries), (now) => removed(now).length === 0),
		],
		references: (entries) => [
			{
				values: added(entries).map(String),
				list: accountMailboxes,
				missing: (unknown) =>
					new InvalidInput(
						`'${label}' contains ${unknown.join(', ')}, which ${unknown.length === 1 ? 'is no email account' : 'are no email accounts'} of this Smartlead account`,
						'Choose the email accounts from the list, or enter their IDs.',
					),
			},
		],
		isRefusedWhileActive: (entries) => ids.length === 0 && removed(entries).length > 0,
		...(ids.length === 0 ? { preventsStart: 'has no email account' } : {}),
	};
}

function step(
	verb: 'add' | 'remove',
	campaignId: string,
	ids: readonly number[],
	isDone: (entries: readonly ContentEntry[]) => boolean,
) {
	if (ids.length === 0) return [];
	const request: ProviderRequest = {
		purpose: `${verb} email accounts`,
		method: verb === 'add' ? 'POST' : 'DELETE',
		path: ['campaigns', campaignId, 'email-accounts'],
		basis: verb === 'add' ? 'documented' : 'observed',
		answer: verb === 'add' ? done : mailboxesRemoved,
		body: { email_account_ids: ids },
		idempotent: true,
	};
	return [{ name: `${verb} email accounts`, request, isConfirmed, isDone }];
}

function mailboxNumber(text: string, label: string): number {
	const id = Number(text);
	if (Number.isSafeInteger(id) && id > 0) return id;
	throw new InvalidInput(
		`'${label}' contains '${text}', which is not an ID`,
		'Choose the email accounts from the list, or enter their IDs.',
	);
}

function idsOf(entries: readonly ContentEntry[]): number[] {
	return entries.map(({ id }) => Number(id)).sort((a, b) => a - b);
}

/** Observed as a bare array, documented as a wrapped one. Only the IDs are kept. */
function listing(campaignId: string): Listing<ContentEntry> {
	return {
		firstPage: () => ({
			purpose: "list the campaign's email accounts",
			method: 'GET',
			path: ['campaigns', campaignId, 'email-accounts'],
			basis: 'observed',
			answer: mailboxList,
			secretKeys,
		}),
		parsePage(answer) {
			const entries = objectArray(isObject(answer) ? answer.data : answer);
			if (entries === undefined || entries.some(({ id }) => idText(id) === undefined)) {
				return undefined;
			}
			return { entries: entries.map(({ id }) => ({ id })) };
		},
	};
}
