import type { Provider } from '../contract/provider';
import { accountCheck } from './accountCheck';
import { toCampaign } from './campaign';
import { eventLog, trackedFields } from './events';
import { explain } from './explain';
import { figures } from './figures';
import { leads } from './leads';
import { hints, notes } from './notes';
import { operations } from './operations';
import { optionLists } from './optionLists';
import { service } from './service';
import { webhooks } from './webhooks';

/** Inbox (inboxapp.com), API v1: campaigns of direct messages on X. */
export const inbox: Provider = {
	id: 'inbox',
	displayName: 'Inbox',
	service,
	campaignId: { pattern: /^[0-9a-z]+$/, example: 'usdjpdql3f90seqk13rwuo7z' },
	name: { maxLength: 255 },
	campaigns: operations,
	figures,
	leads,
	trackedFields,
	eventLog,
	webhooks,
	optionLists,
	notes,
	hints,
	accountCheck,
	toCampaign,
	explain,
};
