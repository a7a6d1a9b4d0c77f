import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { InvalidInput } from '../providers/contract/invalidInput';
import { resolveCredential } from './credential';
import { parseUrl } from './url';

/**
 * Signs a request as its service expects, but only a request to the credential's own origin: any other node may use
 * this credential with any address.
 *
 * @throws InvalidInput when the credential cannot be used, or the request goes to another origin
 */
export function authenticate(
	data: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
): IHttpRequestOptions {
	const { address, key, provider } = resolveCredential(data);
	const { origin } = new URL(address);
	for (const target of originsOf(request)) {
		if (target === origin) continue;
		throw new InvalidInput(
			`The credential is for ${origin}, but the request goes to ${target}`,
			'The key is only sent to its own service.',
		);
	}
	const { headers = {}, query = {} } = provider.service.authentication(key);
	return {
		...request,
		...noRedirects,
		headers: { ...request.headers, ...headers },
		qs: { ...request.qs, ...query },
	};
}

/** n8n would send the key to wherever the service redirects. Both of its HTTP helpers are told not to follow. */
const noRedirects = {
	disableFollowRedirect: true,
	followRedirect: false,
	followAllRedirects: false,
};

/** The origins of a request: of `url`, and of the `uri` that n8n's older HTTP helper takes from its HTTP Request node. */
function originsOf(request: IHttpRequestOptions): string[] {
	const { url, uri, baseURL }: { url?: string; uri?: unknown; baseURL?: string } = request;
	const addresses = [url, uri].filter((address) => typeof address === 'string');
	// Without an address, n8n requests the base itself.
	return (addresses.length === 0 ? [''] : addresses).map((address) => originOf(address, baseURL));
}

function originOf(address: string, base: string | undefined): string {
	const target = parseUrl(address, base);
	if (target !== undefined) return target.origin;
	throw new InvalidInput(
		`'${address}' is not a valid address`,
		'Start it with https:// (or http:// on your own network).',
	);
}
