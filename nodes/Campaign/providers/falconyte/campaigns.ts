import type { IDataObject } from 'n8n-workflow';
import type { CampaignDetails, CampaignStatus, RawCampaign } from '../../campaign';
import { isoTime } from '../../campaign';
import { idText, isObject, objectArray, textOrNull } from '../../json';
import type { Page } from '../contract/listing';
import type { ProviderRequest } from '../contract/request';

const perPage = 100;

/**
 * The neutral campaign. Falconyte gives a campaign no status, so it is inferred: without sends a
 * draft, else what the newest send (or the draft) says of `event_triggered_send.enabled`.
 */
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

function inferredStatus(raw: RawCampaign, send: IDataObject | undefined): CampaignStatus {
	if (!Array.isArray(raw.campaign_sends)) return 'unknown';
	if (send === undefined) return 'draft';
	const enabled =
		triggerEnabled(send) ?? (isObject(raw.draft_data) ? triggerEnabled(raw.draft_data) : undefined);
	return enabled === undefined ? 'unknown' : enabled ? 'active' : 'paused';
}

function triggerEnabled(holder: IDataObject): boolean | undefined {
	const data = isObject(holder.send_data) ? holder.send_data : {};
	const trigger = isObject(data.event_triggered_send) ? data.event_triggered_send : {};
	return typeof trigger.enabled === 'boolean' ? trigger.enabled : undefined;
}

/**
 * The request of the first page of a list.
 *
 * @param search narrows the list to names, by the service
 */
export function firstPage(
	purpose: string,
	path: readonly string[],
	search?: string,
): ProviderRequest {
	return {
		purpose,
		method: 'GET',
		path,
		query: { page: '1', per_page: String(perPage), ...(search === undefined ? {} : { search }) },
	};
}

/**
 * One page of `{<name>: [...]}` or of `{<name>: {data: [...]}, meta}`. A page with fewer entries than
 * asked for is the last one.
 */
export function readPage(
	answer: unknown,
	asked: ProviderRequest,
	name: string,
): Page<IDataObject> | undefined {
	if (!isObject(answer)) return undefined;
	const list = answer[name];
	const entries = objectArray(isObject(list) ? list.data : list);
	if (entries === undefined) return undefined;
	if (entries.length < perPage) return { entries };
	const page = String(Number(asked.query?.page ?? '1') + 1);
	return { entries, next: { ...asked, query: { ...asked.query, page } } };
}
