import { inboxWebhookSecret, keys } from '../api/keys.mts';
import type { N8nClient, StoredResource } from './client.mts';
import type { JsonObject } from './json.mts';

/** The name of the package's credential type. */
export const CREDENTIAL_TYPE = 'campaignApi';

/** A service of the sandbox, with its names in the Campaign node and its credential. */
export interface SandboxService {
	/** The value of `provider` in the credential and the node */
	provider: keyof typeof keys;
	/** The display name */
	title: string;
	/** The path of its base URL on the sandbox */
	path: string;
	/** The credential's fields besides provider, key and base URL */
	extraFields?: JsonObject;
}

/** The five services. */
export const services: SandboxService[] = [
	{
		provider: 'dailyStory',
		title: 'DailyStory',
		path: '/dailystory',
		extraFields: { dataCenter: 'us-1' },
	},
	{ provider: 'falconyte', title: 'Falconyte', path: '/falconyte' },
	{
		provider: 'inbox',
		title: 'Inbox',
		path: '/inbox',
		extraFields: { webhookSecret: inboxWebhookSecret },
	},
	{ provider: 'rapidPro', title: 'RapidPro / TextIt', path: '/rapidpro' },
	{ provider: 'smartlead', title: 'Smartlead', path: '/smartlead' },
];

/** The display name of a provider, or the given value if it is not one of the five. */
export function titleOf(provider: string): string {
	return services.find((it) => it.provider === provider)?.title ?? provider;
}

/** The name of a service's credential in n8n. */
export function credentialName(service: SandboxService): string {
	return `Sandbox ${service.title}`;
}

/**
 * Creates or updates the five credentials, with the sandbox's keys and addresses.
 *
 * @param sandboxAddress the sandbox's address, without a trailing slash
 * @returns each service with its stored credential
 */
export async function saveSandboxCredentials(
	client: N8nClient,
	sandboxAddress: string,
): Promise<Array<SandboxService & { credential: StoredResource }>> {
	const saved = [];
	for (const service of services) {
		const { provider, path, extraFields } = service;
		const baseUrl = sandboxAddress + path;
		const data = { provider, apiKey: keys[provider], ...extraFields, baseUrl };
		const name = credentialName(service);
		const credential = await client.saveCredential(name, CREDENTIAL_TYPE, data);
		saved.push({ ...service, credential });
	}
	return saved;
}
