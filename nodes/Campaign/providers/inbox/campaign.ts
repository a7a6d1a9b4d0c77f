import type { CampaignDetails, CampaignStatus, RawCampaign } from '../../campaign';
import { isoTime } from '../../campaign';
import { idText, textOrNull } from '../../json';
import { figuresOf } from './figures';

const statuses: readonly CampaignStatus[] = ['draft', 'active', 'paused', 'completed'];

/** Accepts campaigns of both generations. */
export function toCampaign(raw: RawCampaign): CampaignDetails {
	const providerStatus = textOrNull(raw.status);
	return {
		id: idText(raw.id) ?? '',
		name: textOrNull(raw.name) ?? '',
		status:
			providerStatus === null
				? derivedStatus(raw)
				: (statuses.find((status) => status === providerStatus) ?? 'unknown'),
		providerStatus,
		createdAt: isoTime(raw.createdAt),
		updatedAt: isoTime(raw.updatedAt),
		url: null,
		...figuresOf(raw),
	};
}

/** The documented answer to enable has no status. */
function derivedStatus(raw: RawCampaign): CampaignStatus {
	if (typeof raw.completedAt === 'string') return 'completed';
	if (raw.enabled === true) return 'active';
	if (typeof raw.pausedAt === 'string' || typeof raw.lastStartedAt === 'string') return 'paused';
	return raw.enabled === false ? 'draft' : 'unknown';
}
