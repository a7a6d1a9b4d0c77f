import { randomBytes } from 'node:crypto';
import type { IPollFunctions } from 'n8n-workflow';
import type { ResolvedCredential } from '../transport/credential';
import { fingerprint } from './snapshot/fingerprint';
import type { ScanTarget } from './snapshot/scanResult';

/** Identifies the node among all nodes of this n8n. */
export function nodeKey(context: IPollFunctions): string {
	return `${context.getWorkflow().id ?? ''}:${context.getNode().id}`;
}

/** What a node scans with a credential. */
export function scanTarget(
	context: IPollFunctions,
	{ provider, apiUrl, key }: ResolvedCredential,
): ScanTarget {
	const { trackedFields, campaigns } = provider;
	const { settings, figures = [] } = trackedFields;
	return {
		owner: nodeKey(context),
		provider: provider.id,
		// 24 bits of a hash: enough to see that the key changed, too few to find it.
		account: fingerprint([apiUrl, key], 4),
		// Stored states were marked in this way: 'in order' says how the fields are compared, and no figures are [].
		basis: fingerprint(['in order', { settings, figures }], 4),
		trackedFields,
		hasNumberedPages: campaigns.getAll.entryId !== undefined,
		newEpoch: randomBytes(6).toString('base64url'),
	};
}
