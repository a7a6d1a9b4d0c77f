import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { InvalidInput } from '../providers/provider';
import { openAccount } from './account';

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
	const account = openAccount(credential);
	const own = new URL(account.address).origin;
	const target = new URL(request.url, request.baseURL).origin;
	if (target !== own) {
		throw new InvalidInput(
			`The credential is for ${own}, but the request goes to ${target}`,
			'The key is sent to its own service only.',
		);
	}
	const { authentication } = account.provider.service;
	return authentication.in === 'header'
		? {
				...request,
				headers: { ...request.headers, [authentication.name]: authentication.prefix + account.key },
			}
		: { ...request, qs: { ...request.qs, [authentication.name]: account.key } };
}
