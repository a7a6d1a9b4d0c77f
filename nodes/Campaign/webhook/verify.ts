import { randomBytes } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';
import { requireSameProvider, resolveCredential } from '../transport/credential';
import { logOnce } from './log';
import { isMarkOf, markParameter } from './mark';
import type { PushingProvider } from './parameters';
import { acceptsUnsigned } from './parameters';
import { unseal } from './seal';
import { isSignedWith } from './signature';
import { readStored } from './storedHook';

/** A delivery as it arrived: nothing of it is verified. */
export interface RawDelivery {
	/** The bytes of the body; undefined when n8n does not keep them. */
	readonly raw: Buffer | undefined;
	readonly query: Readonly<Record<string, unknown>>;
	header(name: string): string | undefined;
}

/** Stands in for a missing secret, so that a refusal takes as long as any other. */
const noSecret = randomBytes(32).toString('base64url');

/** What must not reach an item: everything with which the delivery was verified. */
export type Secrets = readonly string[];

/**
 * Verifies that a delivery comes from the service. It does not throw for anything that a stranger can send, and a
 * stranger cannot tell by the time it takes what is missing.
 *
 * @returns the secrets with which it was verified, or undefined when it cannot be verified
 */
export async function verify(
	context: IWebhookFunctions,
	pushing: PushingProvider,
	{ raw, query, header }: RawDelivery,
): Promise<Secrets | undefined> {
	const { verification } = pushing.webhooks;
	if (verification.by === 'mark') {
		const mark = query[markParameter];
		const isRight = isMarkOf(readStored(context).mark, mark);
		return isRight && raw !== undefined ? [String(mark)] : undefined;
	}
	const signature = header(verification.header);
	const isPasted = verification.secret === 'pasted';
	if (isPasted && signature === undefined && acceptsUnsigned(context)) {
		return raw === undefined ? undefined : [];
	}
	const known = await readSecrets(context, pushing, isPasted);
	const now = Date.now();
	const right = (known?.secrets ?? [noSecret]).filter((secret) =>
		isSignedWith(secret, signature, raw ?? Buffer.alloc(0), now),
	);
	if (right.length === 0 || known === undefined || raw === undefined) return undefined;
	return [...known.secrets, known.key];
}

/** What may have signed a delivery, with the key. */
interface KnownSecrets {
	/** Users may paste several: the test and the production webhook can have a secret each. */
	readonly secrets: readonly string[];
	readonly key: string;
}

/** @returns undefined, with a line in n8n's log that says what the owner must do, when there is no secret */
async function readSecrets(
	context: IWebhookFunctions,
	{ provider }: PushingProvider,
	isPasted: boolean,
): Promise<KnownSecrets | undefined> {
	const { displayName } = provider;
	try {
		const account = resolveCredential(await context.getCredentials('campaignApi'));
		requireSameProvider(provider, account);
		const { key, webhookSecret } = account;
		if (isPasted) {
			if (webhookSecret !== '') return { secrets: webhookSecret.split(/\s+/), key };
			logOnce(context, "the credential's 'Webhook Secret' is empty, so every delivery is refused");
			return undefined;
		}
		const { secret: sealed } = readStored(context);
		const secret = sealed === undefined ? undefined : unseal(sealed, key);
		if (secret !== undefined) return { secrets: [secret], key };
		const reason = sealed === undefined ? 'is missing' : 'was sealed with another API key';
		logOnce(
			context,
			`the webhook's secret ${reason}, so every delivery is refused. Unpublish the workflow and publish it again to register the webhook anew`,
		);
	} catch {
		logOnce(
			context,
			`the credential cannot be read or is not for ${displayName}, so every delivery is refused`,
		);
	}
	return undefined;
}
