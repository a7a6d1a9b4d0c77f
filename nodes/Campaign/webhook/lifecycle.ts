import type { IHookFunctions } from 'n8n-workflow';
import { InvalidInput } from '../providers/contract/invalidInput';
import type { Hook, WantedHook } from '../providers/contract/webhooks';
import { unexpectedShape } from '../transport/client';
import { requireSameProvider, resolveCredential } from '../transport/credential';
import { parseUrl } from '../transport/url';
import { requireReachable } from './address';
import type { Connection } from './connection';
import { connect, findOwnHooks, hookAddress, readWanted } from './connection';
import { toHookError } from './hookError';
import { awaitAnswer, isAnswerLost, settleAnswer } from './lostAnswers';
import { isMarkOf, markHash } from './mark';
import type { PushingProvider } from './parameters';
import { acceptsUnsigned, readDeliveryParameters, readProvider } from './parameters';
import { seal, unseal } from './seal';
import type { StoredHook } from './storedHook';
import { forget, readStored, store } from './storedHook';

/**
 * Whether the service has exactly the hook that this node needs, and the node everything that it takes to verify its
 * deliveries. It changes nothing at the service.
 *
 * @throws NodeApiError or NodeOperationError whose message says everything, when the node cannot be published like this
 */
export async function checkExists(this: IHookFunctions): Promise<boolean> {
	try {
		const pushing = readProvider(this);
		const { registration } = pushing.webhooks;
		if (registration === undefined) return await requireSecret(this, pushing);
		const connection = await connect(this, pushing, registration);
		requireReachable(connection.address, pushing.provider, registration, addressOf(connection));
		const wanted = readWanted(this, connection);
		const stored = readStored(this);
		const { own } = await findOwnHooks(connection, stored.id);
		const [hook] = own;
		return (
			hook !== undefined &&
			own.length === 1 &&
			hook.id === stored.id &&
			hook.url === wanted.url &&
			registration.isCurrent(hook.raw, wanted) &&
			canVerify(connection, stored)
		);
	} catch (error) {
		throw toHookError(this.getNode(), error);
	}
}

/**
 * Registers the hook. Whatever earlier attempts left behind, one hook is there afterwards.
 *
 * @throws NodeApiError or NodeOperationError whose message says everything; n8n tries again
 */
export async function create(this: IHookFunctions): Promise<boolean> {
	try {
		const pushing = readProvider(this);
		const { registration } = pushing.webhooks;
		if (registration === undefined) return await requireSecret(this, pushing);
		const connection = await connect(this, pushing, registration);
		requireReachable(connection.address, pushing.provider, registration, addressOf(connection));
		const wanted = readWanted(this, connection);
		const others = registration.find.by === 'list' ? await replaceOwn(connection) : [];
		await register(this, connection, wanted, others);
		return true;
	} catch (error) {
		throw toHookError(this.getNode(), error);
	}
}

/**
 * Removes the hook. Done when there is none.
 *
 * @throws NodeApiError or NodeOperationError that names the hook to remove by hand, when it may still be there
 */
export async function remove(this: IHookFunctions): Promise<boolean> {
	let advice = '';
	try {
		const pushing = readProvider(this);
		const { registration } = pushing.webhooks;
		if (registration === undefined) return true;
		const found = readStored(this);
		const isUncertain = found.isUncertain === true || isAnswerLost(hookAddress(this));
		const stored = { ...found, isUncertain };
		const isNothingStored = stored.id === undefined && !isUncertain;
		if (isNothingStored && registration.find.by === 'id') return true;
		advice = removeByHand(this, pushing, stored);
		const connection = await connect(this, pushing, registration);
		const ids = await findIds(this, connection, stored).catch(async (error: unknown) =>
			isNothingStored ? [] : await Promise.reject(error),
		);
		for (const id of ids) await removeHook(connection, id);
		settleAnswer(connection.address);
		forget(this);
		return true;
	} catch (error) {
		throw toHookError(this.getNode(), error, advice);
	}
}

/** Inbox: users register the hook, so there is nothing to do but to make sure that its deliveries can be verified. */
async function requireSecret(context: IHookFunctions, pushing: PushingProvider): Promise<boolean> {
	const { provider } = pushing;
	readDeliveryParameters(context, pushing);
	const account = resolveCredential(await context.getCredentials('campaignApi'));
	requireSameProvider(provider, account);
	if (account.webhookSecret !== '' || acceptsUnsigned(context)) return true;
	throw new InvalidInput(
		"The credential's 'Webhook Secret' is empty, so no delivery can be verified",
		`Copy the signing secret of the webhook from ${provider.displayName} into 'Webhook Secret' of the credential, and publish the workflow again.`,
	);
}

function addressOf({ client }: Connection): string {
	return client.account.address;
}

/** Whether the stored secret or mark belongs to the credential's key. */
function canVerify({ pushing, client, mark }: Connection, stored: StoredHook): boolean {
	if (mark !== undefined) return isMarkOf(stored.mark, mark);
	if (pushing.webhooks.verification.by !== 'signature' || stored.secret === undefined) return false;
	return unseal(stored.secret, client.account.key) !== undefined;
}

/**
 * Removes the hooks that are there with this address: of a registration whose answer was lost, with other events, switched
 * off, or with a secret that nobody knows any more.
 *
 * @returns the other hooks of the account
 */
async function replaceOwn(connection: Connection): Promise<Hook[]> {
	const { own, others } = await findOwnHooks(connection, undefined);
	for (const { id } of own) await removeHook(connection, id);
	return others;
}

async function register(
	context: IHookFunctions,
	connection: Connection,
	wanted: WantedHook,
	others: readonly Hook[],
): Promise<void> {
	const { client, registration, mark, pushing, address } = connection;
	const before = readStored(context);
	store(context, { ...before, isUncertain: true });
	awaitAnswer(address);
	const request = registration.create(wanted);
	const outcome = await client.attempt(request);
	if (!outcome.ok) {
		if (!outcome.mayHaveTakenEffect) {
			store(context, before);
			settleAnswer(address);
		}
		if (outcome.kind !== 'refusal') throw outcome.error;
		throw toHookError(context.getNode(), outcome.error, limitAdvice(connection, others));
	}
	const created = registration.parseCreated(outcome.body);
	const isSigned = pushing.webhooks.verification.by === 'signature';
	if (created === undefined || (isSigned && created.secret === undefined)) {
		throw unexpectedShape(client, request);
	}
	settleAnswer(address);
	store(context, {
		id: created.id,
		...(created.secret === undefined ? {} : { secret: seal(created.secret, client.account.key) }),
		...(mark === undefined ? {} : { mark: markHash(mark) }),
	});
}

/** Names the hooks that use up the limit, by host and ID: the rest of an address can be a secret. */
function limitAdvice({ pushing, registration }: Connection, others: readonly Hook[]): string {
	const { maxHooks = Infinity } = registration;
	const enabled = others.filter(({ isEnabled }) => isEnabled);
	if (enabled.length < maxHooks) return '';
	const names = enabled.map(({ id, url }) => `${parseUrl(url)?.host ?? 'unknown host'} (ID ${id})`);
	return `${pushing.provider.displayName} allows ${maxHooks} enabled webhooks, and all are in use: ${names.join(', ')}. Delete or disable one of them in ${pushing.provider.displayName}, and publish the workflow again.`;
}

/** The IDs of everything that must be removed. */
async function findIds(
	context: IHookFunctions,
	connection: Connection,
	stored: StoredHook,
): Promise<string[]> {
	const { client, registration } = connection;
	if (registration.find.by === 'list') {
		const { own, others } = await findOwnHooks(connection, undefined);
		const moved = others.filter(({ id }) => id === stored.id);
		return [...own, ...moved].map(({ id }) => id);
	}
	if (stored.isUncertain !== true) return stored.id === undefined ? [] : [stored.id];
	// A registration with the same name replaces the one whose answer was lost, and its answer has the ID.
	const request = registration.create(readWanted(context, connection));
	const { body } = await client.send(request);
	const created = registration.parseCreated(body);
	if (created === undefined) throw unexpectedShape(client, request);
	return [...new Set([created.id, ...(stored.id === undefined ? [] : [stored.id])])];
}

async function removeHook({ client, registration }: Connection, id: string): Promise<void> {
	const outcome = await client.attempt(registration.remove(id));
	if (!outcome.ok && outcome.kind !== 'notFound') throw outcome.error;
}

function removeByHand(
	context: IHookFunctions,
	{ provider }: PushingProvider,
	{ id }: StoredHook,
): string {
	const name = id === undefined ? '' : `${id} `;
	return `Remove the webhook ${name}to ${String(context.getNodeWebhookUrl('default'))} by hand in ${provider.displayName}.`;
}
