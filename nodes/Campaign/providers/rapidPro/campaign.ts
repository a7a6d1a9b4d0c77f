import type { CampaignDetails, RawCampaign } from '../../campaign';
import { isoTime } from '../../campaign';
import { idText, textOrNull } from '../../json';
import type { Account } from '../contract/service';

/** A campaign has no status but archived or not, and the API lists no archived ones: a listed campaign is active. */
export function toCampaign(raw: RawCampaign, account: Account): CampaignDetails {
	const id = idText(raw.uuid) ?? '';
	return {
		id,
		name: textOrNull(raw.name) ?? '',
		status: raw.archived === true ? 'archived' : raw.archived === false ? 'active' : 'unknown',
		providerStatus: null,
		createdAt: isoTime(raw.created_on),
		updatedAt: null,
		url: id === '' ? null : `${account.address}/campaign/read/${encodeURIComponent(id)}/`,
	};
}
