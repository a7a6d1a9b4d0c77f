import type { CampaignDetails, CampaignStatus, RawCampaign } from '../../campaign';
import { idText, textOrNull } from '../../json';

const statuses: ReadonlyMap<string | null, CampaignStatus> = new Map([
	['Active', 'active'],
	['Archived', 'archived'],
	['Deleted', 'deleted'],
	['Paused', 'paused'],
]);

/** The fields that a read returns are not documented, so only those that a write takes are relied on. */
export function toCampaign(raw: RawCampaign): CampaignDetails {
	const providerStatus = textOrNull(raw.status);
	return {
		id: idText(raw.campaignId) ?? idText(raw.id) ?? '',
		name: textOrNull(raw.name) ?? '',
		status: statuses.get(providerStatus) ?? 'unknown',
		providerStatus,
		createdAt: null,
		updatedAt: null,
		url: null,
	};
}
