import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { InvalidInput } from '../providers/contract/provider';
import { resolveCredential, parseUrl } from './credential';

/**
 * Adds the key to a request in the way its service wants it, and only to requests to the
 * credential's own origin: any other node may use this credential with any address.
 *
 * @throws InvalidInput when the credential can't be used or the request goes elsewhere
 */
export function authenticate(
	credential: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
): IHttpRequestOptions {
	const account = resolveCredential(credential);
	const own = new URL(account.address).origin;
	for (const target of originsOf(request)) {
		if (target === own) continue;
		throw new InvalidInput(
			`The credential is for ${own}, but the request goes to ${target}`,
			'The key is sent to its own service only.',
		);
	}
	const { authentication } = account.provider.service;
	const signed = { ...request, ...noRedirects };
	return authentication.in === 'header'
		? {
				...signed,
				headers: { ...request.headers, [authentication.name]: authentication.prefix + account.key },
			}
		: { ...signed, qs: { ...request.qs, [authentication.name]: account.key } };
}

/** n8n would take the key along to wherever the service redirects; said in the words of both its HTTP helpers. */
const noRedirects = {
	disableFollowRedirect: true,
	followRedirect: false,
	followAllRedirects: false,
};

/** Where a request goes: `url`, or the `uri` of n8n's older HTTP helper, which its HTTP Request node uses. */
function originsOf(request: IHttpRequestOptions): string[] {
	const { url, uri, baseURL }: { url?: string; uri?: unknown; baseURL?: string } = request;
	const addresses = [url, uri].filter((address) => typeof address === 'string');
	// Without an address n8n asks the base itself.
	return (addresses.length === 0 ? [''] : addresses).map((address) => originOf(address, baseURL));
}

function originOf(address: string, base: string | undefined): string {
	const target = parseUrl(address, base);
	if (target !== undefined) return target.origin;
	throw new InvalidInput(
		`'${address}' is not an address`,
		'Start it with https:// (or http:// on your own network).',
	);
}
