import type { IHookFunctions } from 'n8n-workflow';
import { InvalidInput } from '../providers/contract/invalidInput';
import type { WantedHook } from '../providers/contract/webhooks';
import { requireSameProvider, resolveCredential } from '../transport/credential';
import { requireReachable } from './address';
import type { Connection } from './connection';
import { connect, findOwnHooks, hookAddress, hookName, readWanted } from './connection';
import { toHookError } from './hookError';
import { isAnswerLost, settleAnswer } from './lostAnswers';
import { isMarkOf } from './mark';
import type { PushingProvider } from './parameters';
import { acceptsUnsigned, readDeliveryParameters, readProvider } from './parameters';
import { findIds, register, removeHook, replaceOwn } from './registration';
import { unseal } from './seal';
import type { StoredHook } from './storedHook';
import { forget, readStored } from './storedHook';

/**
 * Whether the service has exactly the hook that this node needs, and the node everything that it takes to verify its
 * deliveries. It changes nothing at the service.
 *
 * @throws NodeApiError or NodeOperationError whose message says everything, when the node cannot be published like this
 */
export async function checkExists(this: IHookFunctions): Promise<boolean> {
	return await withConnection(this, async (connection, wanted) => {
		const { registration } = connection;
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
	});
}

/**
 * Registers the hook. Whatever earlier attempts left behind, one hook is there afterwards.
 *
 * @throws NodeApiError or NodeOperationError whose message says everything; n8n tries again
 */
export async function create(this: IHookFunctions): Promise<boolean> {
	return await withConnection(this, async (connection, wanted) => {
		const others = await replaceOwn(connection, readStored(this).id);
		await register(this, connection, wanted, others);
		return true;
	});
}

/**
 * Opens the account in which the hook is registered, for work on it. Where users register the hook, there is no such
 * account: the answer is whether its deliveries can be verified.
 *
 * @throws NodeApiError or NodeOperationError whose message says everything, without the hook's secrets
 */
async function withConnection(
	context: IHookFunctions,
	work: (connection: Connection, wanted: WantedHook) => Promise<boolean>,
): Promise<boolean> {
	let secrets: readonly string[] = [];
	try {
		const pushing = readProvider(context);
		const { registration } = pushing.webhooks;
		if (registration === undefined) return await requireSecret(context, pushing);
		const connection = await connect(context, pushing, registration);
		secrets = secretsOf(connection, readStored(context));
		requireReachable(connection.address, pushing.provider, registration, addressOf(connection));
		return await work(connection, readWanted(context, connection));
	} catch (error) {
		throw toHookError(context.getNode(), error, '', secrets);
	}
}

/**
 * Removes the hook. Done when there is none.
 *
 * @throws NodeApiError or NodeOperationError that names the hook to remove by hand, when it may still be there
 */
export async function remove(this: IHookFunctions): Promise<boolean> {
	let advice = '';
	let secrets: readonly string[] = [];
	try {
		const pushing = readProvider(this);
		const { registration } = pushing.webhooks;
		if (registration === undefined) return true;
		const found = readStored(this);
		const isUncertain = found.isUncertain === true || isAnswerLost(hookAddress(this));
		const stored = { ...found, isUncertain };
		const isNothingStored = stored.id === undefined && !isUncertain;
		if (isNothingStored && registration.find.by === 'id') return true;
		if (!isNothingStored) advice = removeByHand(this, pushing, stored);
		const connection = await connect(this, pushing, registration);
		secrets = secretsOf(connection, stored);
		await removeOwn(this, connection, stored);
		forget(this);
		return true;
	} catch (error) {
		// If nothing was registered that anybody knows of, there is nothing to remove by hand, either.
		if (advice === '') return true;
		throw toHookError(this.getNode(), error, advice, secrets);
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

async function removeOwn(
	context: IHookFunctions,
	connection: Connection,
	stored: StoredHook,
): Promise<void> {
	for (const id of await findIds(context, connection, stored)) await removeHook(connection, id);
	settleAnswer(connection.address);
}

/** What a service may send back in a message, besides the key. */
function secretsOf({ mark, client }: Connection, { secret }: StoredHook): string[] {
	const opened = secret === undefined ? undefined : unseal(secret, client.account.key);
	return [mark, opened].filter((each) => each !== undefined);
}

function removeByHand(
	context: IHookFunctions,
	{ provider, webhooks }: PushingProvider,
	{ id }: StoredHook,
): string {
	const address = hookAddress(context);
	const names = [
		...(webhooks.registration?.find.by === 'id' ? [`'${hookName(address)}'`] : []),
		...(id === undefined ? [] : [`(ID ${id})`]),
	];
	return `Remove the webhook ${[...names, `to ${address}`].join(' ')} by hand in ${provider.displayName}.`;
}
