import type { Campaign, RawCampaign } from '../campaign';
import type { Provider } from './contract/provider';
import type { Account } from './contract/service';

/** The neutral campaign of a provider's object, with its keys in their fixed order. */
export function normalize(provider: Provider, raw: RawCampaign, account: Account): Campaign {
	const { id, name, status, providerStatus, ...rest } = provider.toCampaign(raw, account);
	return { id, name, status, providerStatus, provider: provider.id, ...rest };
}
