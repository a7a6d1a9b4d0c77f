import type { RawCampaign } from '../../campaign';
import type { AccountCheck } from '../../providers/contract/accountCheck';
import type { ProviderRequest } from '../../providers/contract/request';
import type { Examiner } from './examiner';

/**
 * Reads what belongs to one campaign and has calls of its own: its figures, its content and its first leads.
 *
 * @param listed the campaigns of the account: one that runs is read, if there is one, because a draft may have nothing
 */
export async function checkParts(
	examiner: Examiner,
	{ unknownId }: AccountCheck,
	listed: readonly RawCampaign[],
): Promise<void> {
	const isRunning = (raw: RawCampaign) => examiner.client.normalize(raw).status === 'active';
	const campaign = listed.find(isRunning) ?? listed[0];
	const id = campaign === undefined ? '' : examiner.campaignIdOf(campaign);
	for (const requestFor of partsOf(examiner)) {
		if (id === '') examiner.skip(requestFor(unknownId), { id: unknownId });
		else await examiner.ask(requestFor(id), { id });
	}
}

/** The first request for each part, by the campaign's ID. */
function partsOf({ client }: Examiner): Array<(id: string) => ProviderRequest> {
	const { figures, leads, campaigns } = client.provider;
	const requests: Array<(id: string) => ProviderRequest> = [];
	if (figures?.by === 'call') requests.push((id) => figures.request(id));
	for (const { read } of campaigns.content ?? []) {
		if (read.by === 'call') requests.push((id) => read.listing(id).firstPage({}));
	}
	const { getAll } = leads ?? {};
	if (getAll !== undefined) requests.push((id) => getAll.listing(id, {}).firstPage({}));
	return requests;
}
