import type { RawCampaign } from '../campaign';
import type { ApiClient, Failed } from '../transport/client';

/** How many of the campaigns that the list lacks are looked at one by one. */
const looks = 3;

/** What became of campaigns that a list lacks. */
export interface Looked {
	readonly gone: readonly string[];
	/** Those that were looked at and are there. */
	readonly there: readonly string[];
	/** Those that were looked at, and of which the service did not say. */
	readonly open: readonly string[];
}

/**
 * Asks the service itself about campaigns that its list lacks: a list may be wrong as a whole.
 *
 * @param gone ids that two complete readings did not show
 * @returns those that are gone; where one of those that were looked at is or may be there, only those that were looked at and are not
 */
export async function lookAt(api: ApiClient, gone: readonly string[]): Promise<Looked> {
	const { get } = api.account.provider.campaigns;
	if (get.by === 'list') return { gone, there: [], open: [] };
	const sample = gone.slice(0, looks);
	const there: string[] = [];
	const open: string[] = [];
	const refused: string[] = [];
	for (const id of sample) {
		const outcome = await api.attempt(get.request(id));
		if (!outcome.ok) {
			// Not there, not offered, or nothing that is shown: then the list decides.
			if (isRefusal(outcome)) {
				refused.push(id);
				continue;
			}
			// It may be there; what the list told counts all the same.
			open.push(id);
			break;
		}
		const campaign = get.parseCampaign(outcome.body);
		// An answer in another form says nothing, neither of this campaign nor against the list.
		if (campaign === undefined) open.push(id);
		else if (campaign === null || isDeleted(api, campaign)) refused.push(id);
		else there.push(id);
	}
	const decides = there.length + open.length === 0;
	return { gone: decides ? gone : refused, there, open };
}

function isRefusal({ kind, effect, status }: Failed): boolean {
	if (kind === 'notFound' || status === 404) return true;
	return kind === 'refusal' && effect === 'none' && status !== 403;
}

function isDeleted(client: ApiClient, raw: RawCampaign): boolean {
	return client.normalize(raw).status === 'deleted';
}
