import type { IDataObject, NodeApiError } from 'n8n-workflow';
import type { CampaignStatus, RawCampaign } from '../../campaign';
import { partialCampaign, simplify } from '../../campaign';
import type { ApiClient } from '../../transport/client';
import { notFoundError, toItemJson } from './campaigns';
import type { CampaignExecution, ReadBackResult } from './operation';
import { partlyDone } from './partlyDone';
import type { Progress } from './plan';
import { hasStatus } from './steps';

/** What a write was about, for the item that it becomes. */
export interface Written {
	/** The names of the fields that were written. */
	readonly changed: readonly string[];
	readonly isSimplified: boolean;
	/** The status that the campaign was given last, if any. */
	readonly status?: CampaignStatus;
	/** The campaign before the write, if it was read. */
	readonly before?: RawCampaign;
	/** The name of the campaign that was created. */
	readonly createdName?: string;
	/** Is told the campaign as it is after its creation. */
	onCreated?(raw: RawCampaign): void;
}

/** What an item becomes when all steps of its write are done. Unless an answer held the campaign, it is read at the end. */
export function finishWrite(
	client: ApiClient,
	{ id, done, campaign, isDeleted }: Progress,
	written: Written,
): CampaignExecution {
	const { changed, isSimplified, status, createdName, onCreated } = written;
	const toOutput = (raw: RawCampaign): IDataObject => {
		onCreated?.(raw);
		return { ...toItemJson(client, raw, isSimplified), changed: [...changed] };
	};
	const toDeleted = () => ({ ...deletedJson(client, id, written), changed: [...changed] });
	if (campaign !== undefined) return { output: toOutput(campaign) };
	if (isDeleted === true) return { output: toDeleted() };
	// A status that the service does not state refutes nothing.
	const isRefuted = (raw: RawCampaign) =>
		status !== undefined &&
		client.provider.campaigns.changeStatus?.isStatusInferred !== true &&
		client.normalize(raw).status !== 'unknown' &&
		!hasStatus(client, raw, status);
	const complete = ({ campaign: now, error, isSuperseded }: ReadBackResult): IDataObject => {
		if (now && status !== undefined && !isSuperseded && isRefuted(now)) {
			const cause = notChanged(client, now, status);
			if (createdName === undefined) throw cause;
			const failed = 'starting it in earnest';
			throw partlyDone(client, cause, id, { done, failed, isCreated: true });
		}
		if (now) return toOutput(now);
		// A deleted campaign may no longer be readable. Otherwise somebody else deleted it.
		if (now === null && status === 'deleted') return toDeleted();
		if (createdName !== undefined) {
			// An error would make a rerun create it twice.
			const known = partialCampaign(client.provider.id, id, createdName, 'unknown');
			return { ...simplify(known), changed: [...changed] };
		}
		const cause = error ?? notFoundError(client, id);
		throw partlyDone(client, cause, id, { done, failed: 'reading it afterwards' });
	};
	return {
		readBack: { id, needsWhole: !isSimplified, isAsAsked: (raw) => !isRefuted(raw), complete },
	};
}

/** What an item carries whose campaign was deleted and can no longer be read. */
function deletedJson(
	client: ApiClient,
	id: string,
	{ before, isSimplified }: Written,
): IDataObject {
	if (before === undefined) {
		return simplify(partialCampaign(client.provider.id, id, null, 'deleted'));
	}
	return isSimplified
		? simplify({ ...client.normalize(before), status: 'deleted', providerStatus: null })
		: before;
}

/** The error for a change that the service accepted but did not make. */
function notChanged(
	client: ApiClient,
	campaign: RawCampaign,
	status: CampaignStatus,
): NodeApiError {
	const { displayName, campaigns } = client.provider;
	const { id, name, status: now } = client.normalize(campaign);
	const target = campaigns.changeStatus?.targets.find((one) => one.status === status);
	const { requirements = 'It may take longer, or it may need something first.' } = target ?? {};
	const error = client.error(
		`${displayName} accepted the change to ${status}, but the campaign '${name}' is still ${now}`,
		`${requirements} Check the campaign in ${displayName}, then run this item again.`,
	);
	error.context.campaignId = id;
	return error;
}
