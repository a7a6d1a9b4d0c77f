import type { IDataObject } from 'n8n-workflow';
import type { ProviderId } from '../../sandbox/api/service.mts';
import { dailyStory } from './dailyStory/facts.mts';
import { falconyte } from './falconyte/facts.mts';
import { inbox } from './inbox/facts.mts';
import type { ProviderFacts } from './providerFacts.mts';
import { rapidPro } from './rapidPro/facts.mts';
import { smartlead } from './smartlead/facts.mts';

/** The test facts of every provider. */
export const facts: Readonly<Record<ProviderId, ProviderFacts>> = {
	dailyStory,
	falconyte,
	inbox,
	rapidPro,
	smartlead,
};

/** The ID of a campaign as the service stores it. */
export function storedId(provider: ProviderId, campaign: IDataObject | undefined): string {
	return String(campaign?.[facts[provider].ids.field]);
}

/** The request that creates a campaign, in the form of a fault's conditions. */
export function creationRequest(provider: ProviderId): { method: string; path: string } {
	return { method: 'POST', path: `${facts[provider].api.create.path.replace('.', '\\.')}$` };
}

/** Matches the whole path, from the sandbox's root, of every request that the node may send for a campaign. */
export function campaignPaths(provider: ProviderId): RegExp {
	const { basePath, apiPath, campaignPaths: paths } = facts[provider].api;
	const patterns = paths.map((path) => path.replace('.', '\\.').replace(':id', '[^/?]+'));
	return new RegExp(`^${basePath}${apiPath}(${patterns.join('|')})$`);
}
