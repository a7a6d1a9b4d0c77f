import type { Provider } from '../contract/provider';
import { accountCheck } from './accountCheck';
import { toCampaign } from './campaign';
import { explain } from './explain';
import { nameKey } from './nameKey';
import { hints, notes } from './notes';
import { operations } from './operations';
import { optionLists } from './optionLists';
import { service } from './service';
import { webhooks } from './webhooks';

/** RapidPro and TextIt (the hosted RapidPro), API v2: read in its source and observed on a running server. */
export const rapidPro: Provider = {
	id: 'rapidPro',
	displayName: 'RapidPro / TextIt',
	service,
	campaignId: {
		pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
		example: 'f14e4ff0-724d-43fe-a953-1d16aefd1c00',
		ignoresCase: true,
	},
	name: { maxLength: 64, key: nameKey, forbidden: ['"', '\\', '\0'] },
	campaigns: operations,
	trackedFields: { settings: ['group.uuid'] },
	optionLists,
	webhooks,
	notes,
	hints,
	accountCheck,
	toCampaign,
	explain,
};
