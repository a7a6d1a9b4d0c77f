import type { IHookFunctions } from 'n8n-workflow';
import { InvalidInput } from '../providers/contract/invalidInput';
import type { Hook, Registration, WantedHook } from '../providers/contract/webhooks';
import type { ApiClient } from '../transport/client';
import { createClient, unexpectedShape } from '../transport/client';
import { requireSameProvider, resolveCredential } from '../transport/credential';
import { allEntries } from '../transport/paging';
import { fingerprint } from '../trigger/snapshot/fingerprint';
import { markOf, withMark, withoutMark } from './mark';
import type { PushingProvider } from './parameters';
import { chosenWords, readDeliveryParameters, readResthook, readScope } from './parameters';

/** n8n gives a whole publication 84 s, with up to five attempts in it. */
const policy = { maxWaitMs: 5_000, maxQueueMs: 5_000, maxAttempts: 2, timeoutMs: 8_000 };

/** The account and the address of a hook: what it takes to find and remove it. */
export interface Connection {
	readonly pushing: PushingProvider;
	readonly registration: Registration;
	readonly client: ApiClient;
	/** The address that n8n gives the webhook, for a test or for production. */
	readonly address: string;
	/** The mark of the address, if the service does not sign. */
	readonly mark: string | undefined;
	/** The whole address that is registered. */
	readonly url: string;
	/** The hook's name at the service: the same each time for one address, another for each other one. */
	readonly name: string;
}

/**
 * Opens the account in which a hook is, or will be, registered.
 *
 * @throws InvalidInput when the credential cannot be used, or is for another provider
 */
export async function connect(
	context: IHookFunctions,
	pushing: PushingProvider,
	registration: Registration,
): Promise<Connection> {
	const account = resolveCredential(await context.getCredentials('campaignApi'));
	requireSameProvider(pushing.provider, account);
	const address = hookAddress(context);
	const mark =
		pushing.webhooks.verification.by === 'mark' ? markOf(account.key, address) : undefined;
	return {
		pushing,
		registration,
		client: createClient(context, account, policy),
		address,
		mark,
		url: mark === undefined ? address : withMark(address, mark),
		name: hookName(address),
	};
}

/** The name of the hook at a service that finds hooks by it. */
export function hookName(address: string): string {
	return `n8n ${fingerprint([address], 22)}`;
}

/** The address that n8n gives the webhook. */
export function hookAddress(context: IHookFunctions): string {
	const address = context.getNodeWebhookUrl('default');
	if (address !== undefined) return address;
	throw new InvalidInput('n8n gives this node no webhook address', 'Save the workflow first.');
}

/**
 * What the hook of these parameters shall be.
 *
 * @throws InvalidInput when a parameter is missing or cannot be used
 */
export function readWanted(
	context: IHookFunctions,
	{ pushing, registration, url, name }: Connection,
): WantedHook {
	const words = chosenWords(pushing, readDeliveryParameters(context, pushing));
	return {
		url,
		name,
		words,
		...(registration.target === 'campaignOrAccount'
			? { campaignId: readScope(context, pushing.provider) }
			: {}),
		...(registration.target === 'resthook' ? { resthook: readResthook(context) } : {}),
	};
}

/**
 * The hooks with this address, whatever its mark: they are ours, for the address contains the ID of this webhook.
 *
 * @param id the stored ID, for a service that does not list its hooks
 * @throws NodeApiError when the service cannot be asked
 */
export async function findOwnHooks(
	connection: Connection,
	id: string | undefined,
): Promise<{ own: Hook[]; others: Hook[] }> {
	const { client, registration } = connection;
	const { find } = registration;
	const all =
		find.by === 'list' ? await allEntries(client, find.list) : await readHook(client, find, id);
	const isOurs = ({ url }: Hook) => withoutMark(url) === withoutMark(connection.address);
	return { own: all.filter(isOurs), others: all.filter((hook) => !isOurs(hook)) };
}

async function readHook(
	client: ApiClient,
	find: Extract<Registration['find'], { by: 'id' }>,
	id: string | undefined,
): Promise<Hook[]> {
	if (id === undefined) return [];
	const request = find.request(id);
	const outcome = await client.attempt(request);
	if (!outcome.ok) {
		if (outcome.kind === 'notFound') return [];
		throw outcome.error;
	}
	const hook = find.parse(outcome.body);
	if (hook === undefined) throw unexpectedShape(client, request);
	return hook === null ? [] : [hook];
}
