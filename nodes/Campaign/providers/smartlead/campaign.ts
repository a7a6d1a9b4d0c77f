import type { CampaignDetails, CampaignStatus, RawCampaign } from '../../campaign';
import { isoTime } from '../../campaign';
import { idText, objectArray, textOrNull } from '../../json';

/** `DRAFT` and `ARCHIVED` are documented only; the others were observed. */
const statuses: ReadonlyMap<string | null, CampaignStatus> = new Map([
	['DRAFTED', 'draft'],
	['DRAFT', 'draft'],
	['ACTIVE', 'active'],
	['PAUSED', 'paused'],
	['COMPLETED', 'completed'],
	['STOPPED', 'stopped'],
	['ARCHIVED', 'archived'],
]);

/** A subsequence is a campaign that names its parent. */
export function toCampaign(raw: RawCampaign): CampaignDetails {
	const providerStatus = textOrNull(raw.status);
	const parentCampaignId = idText(raw.parent_campaign_id);
	const tags = objectArray(raw.tags)?.flatMap(({ tag_name: tag }) => textOrNull(tag) ?? []);
	return {
		id: idText(raw.id) ?? '',
		name: textOrNull(raw.name) ?? '',
		status: statuses.get(providerStatus) ?? 'unknown',
		providerStatus,
		createdAt: isoTime(raw.created_at),
		updatedAt: isoTime(raw.updated_at),
		url: null,
		...(parentCampaignId === undefined ? {} : { parentCampaignId }),
		...(tags === undefined ? {} : { tags }),
	};
}
