import type { CampaignDetails, CampaignFigures, CampaignStatus, RawCampaign } from '../../campaign';
import { isoTime } from '../../campaign';
import { idText, textOrNull } from '../../json';

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

function figuresOf(raw: RawCampaign): CampaignFigures {
	const figure = (value: unknown) => (typeof value === 'number' ? value : undefined);
	const figures = {
		leads: figure(raw.targetsCount),
		contacted: figure(raw.contactedCount),
		replied: figure(raw.repliesCount),
	};
	return Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined));
}
