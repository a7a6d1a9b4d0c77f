import type { Provider } from '../contract/provider';
import { accountCheck } from './accountCheck';
import { toCampaign } from './campaign';
import { trackedFields } from './events';
import { explain } from './explain';
import { figures } from './figures';
import { leads } from './leads';
import { hints, notes } from './notes';
import { operations } from './operations';
import { optionLists } from './optionLists';
import { service } from './service';
import { webhooks } from './webhooks';

/** Smartlead, API v1: answers as public clients observed them, then as documented. */
export const smartlead: Provider = {
	id: 'smartlead',
	displayName: 'Smartlead',
	service,
	campaignId: { pattern: /^[1-9][0-9]{0,14}$/, example: '372' },
	campaigns: operations,
	figures,
	leads,
	trackedFields,
	webhooks,
	optionLists,
	notes,
	hints,
	accountCheck,
	toCampaign,
	explain,
};
