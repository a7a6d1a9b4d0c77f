import type { Provider } from '../contract/provider';
import { accountCheck } from './accountCheck';
import { toCampaign } from './campaign';
import { trackedFields } from './events';
import { explain } from './explain';
import { figures } from './figures';
import { hints, notes } from './notes';
import { operations } from './operations';
import { optionLists } from './optionLists';
import { service } from './service';
import { webhooks } from './webhooks';

/** Falconyte, public API v1: event-triggered email campaigns. */
export const falconyte: Provider = {
	id: 'falconyte',
	displayName: 'Falconyte',
	service,
	campaignId: { pattern: /^[0-9A-Za-z_-]{1,64}$/, example: '3c90c3cc-0d44-4b50-8888-8dd25736052a' },
	campaigns: operations,
	figures,
	trackedFields,
	optionLists,
	webhooks,
	notes,
	hints,
	accountCheck,
	toCampaign,
	explain,
};
