import type { Provider } from '../contract/provider';
import { numericIdPattern } from '../shared/numericId';
import { accountCheck } from './accountCheck';
import { toCampaign } from './campaign';
import { trackedFields } from './events';
import { explain } from './explain';
import { hints, notes } from './notes';
import { operations } from './operations';
import { optionLists } from './optionLists';
import { service } from './service';

/** Smartlead, API v1: answers as public clients observed them, then as documented. */
export const smartlead: Provider = {
	id: 'smartlead',
	displayName: 'Smartlead',
	service,
	campaignId: { pattern: numericIdPattern, example: '372' },
	campaigns: operations,
	trackedFields,
	optionLists,
	notes,
	hints,
	accountCheck,
	toCampaign,
	explain,
};
