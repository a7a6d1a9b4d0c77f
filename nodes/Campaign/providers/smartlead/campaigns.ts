import type { CampaignDetails, CampaignStatus, RawCampaign } from '../../campaign';
import { isoTime } from '../../campaign';
import { idText, textOrNull } from '../../json';

/** The words in which the service reads a campaign's state; `DRAFT` and `ARCHIVED` stand in its documentation only. */
const statuses: Readonly<Record<string, CampaignStatus>> = {
	DRAFTED: 'draft',
	DRAFT: 'draft',
	ACTIVE: 'active',
	PAUSED: 'paused',
	COMPLETED: 'completed',
	STOPPED: 'stopped',
	ARCHIVED: 'archived',
};

/** The neutral campaign of a Smartlead campaign; a subsequence names its parent. */
export function toCampaign(raw: RawCampaign): CampaignDetails {
	const providerStatus = textOrNull(raw.status);
	const parent = idText(raw.parent_campaign_id);
	return {
		id: idText(raw.id) ?? '',
		name: textOrNull(raw.name) ?? '',
		status: statuses[providerStatus ?? ''] ?? 'unknown',
		providerStatus,
		createdAt: isoTime(raw.created_at),
		updatedAt: isoTime(raw.updated_at),
		url: null,
		...(parent === undefined ? {} : { parentCampaignId: parent }),
	};
}
