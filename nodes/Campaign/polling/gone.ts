import type { Api } from '../transport/api';
import { unreadable } from '../transport/api';

/** How many of the campaigns that the list lacks are looked at one by one. */
const looks = 3;

/**
 * Asks the service itself about campaigns that its list lacks: a list may be wrong as a whole.
 *
 * @param gone ids that two complete readings did not show
 * @returns those that are gone; where one of those that were looked at is still there, only those that were looked at and are not
 * @throws NodeApiError when the service can't be asked
 */
export async function reallyGone(api: Api, gone: readonly string[]): Promise<readonly string[]> {
	const { get } = api.account.provider.verbs;
	if (get.by === 'list') return gone;
	const step = Math.max(1, Math.floor(gone.length / looks));
	const sample = gone.filter((_, index) => index % step === 0).slice(0, looks);
	const there: string[] = [];
	for (const id of sample) {
		const request = get.request(id);
		const outcome = await api.attempt(request);
		if (!outcome.ok) {
			// Not there, or not offered: then the list decides.
			if (outcome.notFound || outcome.error.httpCode === '404') continue;
			throw outcome.error;
		}
		const campaign = get.read(outcome.body);
		if (campaign === undefined) throw unreadable(api, request);
		if (campaign !== null && !isDeleted(api, campaign)) there.push(id);
	}
	return there.length === 0 ? gone : sample.filter((id) => !there.includes(id));
}

function isDeleted(
	api: Api,
	raw: Parameters<Api['account']['provider']['toCampaign']>[0],
): boolean {
	return api.account.provider.toCampaign(raw, api.account).status === 'deleted';
}
