import { keys } from '../api/keys.mts';
import type { N8nClient, Stored } from './client.mts';
import type { JsonObject } from './json.mts';

/** The credential type of the package. */
export const CREDENTIAL_TYPE = 'campaignApi';

/** A service of the sandbox, as the Campaign node and its credential name it. */
export interface SandboxService {
	/** The credential's and the node's `provider` value */
	provider: keyof typeof keys;
	/** The name a person reads */
	title: string;
	/** Where the sandbox serves it, below its own address */
	path: string;
	/** What the credential holds besides provider, key and base URL */
	more?: JsonObject;
}

/** The five services. */
export const services: SandboxService[] = [
	{
		provider: 'dailyStory',
		title: 'DailyStory',
		path: '/dailystory',
		more: { dataCenter: 'us-1' },
	},
	{ provider: 'falconyte', title: 'Falconyte', path: '/falconyte' },
	{ provider: 'inbox', title: 'Inbox', path: '/inbox' },
	{ provider: 'rapidPro', title: 'RapidPro / TextIt', path: '/rapidpro' },
	{ provider: 'smartlead', title: 'Smartlead', path: '/smartlead' },
];

/** The name a person reads for a provider value; the value itself when it is none of the five. */
export function titleOf(provider: string): string {
	return services.find((it) => it.provider === provider)?.title ?? provider;
}

/** The name under which a service's credential is stored. */
export function credentialName(service: SandboxService): string {
	return `Sandbox ${service.title}`;
}

/**
 * Stores the five credentials, each with the sandbox's own key and address; those there from an earlier start are
 * changed.
 *
 * @param sandboxAddress the sandbox's address, without a slash at the end
 * @returns each service with its stored credential
 */
export async function saveSandboxCredentials(
	client: N8nClient,
	sandboxAddress: string,
): Promise<Array<SandboxService & { credential: Stored }>> {
	const saved = [];
	for (const service of services) {
		const { provider, path, more } = service;
		const baseUrl = sandboxAddress + path;
		const data = { provider, apiKey: keys[provider], ...more, baseUrl };
		const name = credentialName(service);
		const credential = await client.saveCredential(name, CREDENTIAL_TYPE, data);
		saved.push({ ...service, credential });
	}
	return saved;
}
