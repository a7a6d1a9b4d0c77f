import type { IDataObject } from 'n8n-workflow';
import type { CampaignDetails, CampaignStatus, RawCampaign } from '../../campaign';
import { isoTime } from '../../campaign';
import { idText, isObject, objectArray, textOrNull } from '../../json';

/** The newest send's own status, whose values are not documented, is kept as `providerStatus`. */
export function toCampaign(raw: RawCampaign): CampaignDetails {
	const send = newestSend(raw);
	return {
		id: idText(raw.id) ?? '',
		name: textOrNull(raw.name) ?? '',
		status: inferredStatus(raw, send),
		providerStatus: textOrNull(send?.status),
		createdAt: isoTime(raw.created_at),
		updatedAt: isoTime(raw.updated_at),
		url: null,
	};
}

function newestSend(raw: RawCampaign): IDataObject | undefined {
	const sends = objectArray(raw.campaign_sends) ?? [];
	const time = (send: IDataObject) => isoTime(send.created_at) ?? '';
	return sends.reduce<IDataObject | undefined>(
		(newest, send) => (newest === undefined || time(send) > time(newest) ? send : newest),
		undefined,
	);
}

/**
 * A campaign has no status of its own, so it is inferred: without sends it is a draft. Otherwise it is active or paused,
 * by `event_triggered_send.enabled` of the newest send, or of the draft when the send does not have it.
 */
function inferredStatus(raw: RawCampaign, send: IDataObject | undefined): CampaignStatus {
	if (!Array.isArray(raw.campaign_sends)) return 'unknown';
	if (send === undefined) return 'draft';
	const enabled =
		isEnabled(send) ?? (isObject(raw.draft_data) ? isEnabled(raw.draft_data) : undefined);
	return enabled === undefined ? 'unknown' : enabled ? 'active' : 'paused';
}

/** @param holder a send or the draft */
function isEnabled(holder: IDataObject): boolean | undefined {
	const data = isObject(holder.send_data) ? holder.send_data : {};
	const trigger = isObject(data.event_triggered_send) ? data.event_triggered_send : {};
	return typeof trigger.enabled === 'boolean' ? trigger.enabled : undefined;
}
