import type { IHookFunctions } from 'n8n-workflow';
import type { Hook, WantedHook } from '../providers/contract/webhooks';
import { unexpectedShape } from '../transport/client';
import { parseUrl } from '../transport/url';
import type { Connection } from './connection';
import { findOwnHooks, readWanted } from './connection';
import { toHookError } from './hookError';
import { awaitAnswer, settleAnswer } from './lostAnswers';
import { markHash } from './mark';
import { seal } from './seal';
import type { StoredHook } from './storedHook';
import { readStored, store } from './storedHook';

/**
 * Removes the hooks that are there with this address: of a registration whose answer was lost, with other events, switched
 * off, or with a secret that nobody knows any more.
 *
 * @param id the stored ID, for a service that does not list its hooks
 * @returns the other hooks of the account
 */
export async function replaceOwn(connection: Connection, id: string | undefined): Promise<Hook[]> {
	const { own, others } = await findOwnHooks(connection, id);
	for (const hook of own) await removeHook(connection, hook.id);
	return others;
}

/**
 * Registers the hook, and stores what verifies its deliveries.
 *
 * @param others the other hooks of the account, for the message about a limit
 * @throws NodeApiError when the service refuses, or its answer is lost
 */
export async function register(
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

/**
 * The IDs of everything that must be removed.
 *
 * @throws NodeApiError when the service cannot be asked
 */
export async function findIds(
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

/**
 * Removes a hook. Done when it is not there.
 *
 * @throws NodeApiError when it may still be there
 */
export async function removeHook({ client, registration }: Connection, id: string): Promise<void> {
	const outcome = await client.attempt(registration.remove(id));
	if (!outcome.ok && outcome.kind !== 'notFound') throw outcome.error;
}
