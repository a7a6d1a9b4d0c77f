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

/**
 * Whether a delivery comes from the service. It does not throw for anything that a stranger can send, and a stranger
 * cannot tell by the time it takes what is missing.
 */
export async function isVerified(
	context: IWebhookFunctions,
	pushing: PushingProvider,
	{ raw, query, header }: RawDelivery,
): Promise<boolean> {
	const { verification } = pushing.webhooks;
	if (verification.by === 'mark') {
		return isMarkOf(readStored(context).mark, query[markParameter]) && raw !== undefined;
	}
	const signature = header(verification.header);
	const isPasted = verification.secret === 'pasted';
	if (isPasted && signature === undefined && acceptsUnsigned(context)) return raw !== undefined;
	const secret = await readSecret(context, pushing, isPasted);
	const isSigned = isSignedWith(secret ?? noSecret, signature, raw ?? Buffer.alloc(0), Date.now());
	return isSigned && secret !== undefined && raw !== undefined;
}

/** The secret that signs the deliveries, or undefined with a line in n8n's log that says what its owner must do. */
async function readSecret(
	context: IWebhookFunctions,
	{ provider }: PushingProvider,
	isPasted: boolean,
): Promise<string | undefined> {
	const { displayName } = provider;
	try {
		const account = resolveCredential(await context.getCredentials('campaignApi'));
		requireSameProvider(provider, account);
		if (isPasted) {
			if (account.webhookSecret !== '') return account.webhookSecret;
			logOnce(context, "the credential's 'Webhook Secret' is empty, so every delivery is refused");
			return undefined;
		}
		const { secret } = readStored(context);
		const opened = secret === undefined ? undefined : unseal(secret, account.key);
		if (opened !== undefined) return opened;
		const reason = secret === undefined ? 'is missing' : 'was sealed with another API key';
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
