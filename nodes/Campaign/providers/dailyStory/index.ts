import type { Provider } from '../contract/provider';
import { accountCheck } from './accountCheck';
import { toCampaign } from './campaign';
import { trackedFields } from './events';
import { explain } from './explain';
import { hints, notes } from './notes';
import { operations } from './operations';
import { optionLists } from './optionLists';
import { service } from './service';

/** DailyStory, API v1. The body of a campaign is documented; most paths are inferred. */
export const dailyStory: Provider = {
	id: 'dailyStory',
	displayName: 'DailyStory',
	service,
	campaignId: { pattern: /^[1-9][0-9]{0,14}$/, example: '24109' },
	campaigns: operations,
	trackedFields,
	optionLists,
	notes,
	hints,
	accountCheck,
	toCampaign,
	explain,
};
