import type { Campaign, RawCampaign } from '../campaign';
import type { Provider } from './contract/provider';
import type { Account } from './contract/service';

/** Maps a provider's own campaign object to the neutral campaign, with its keys in a fixed order. */
export function normalize(provider: Provider, raw: RawCampaign, account: Account): Campaign {
	const { id, name, status, providerStatus, ...rest } = provider.toCampaign(raw, account);
	return { id, name, status, providerStatus, provider: provider.id, ...rest };
}
