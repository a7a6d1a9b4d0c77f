import { rapidProDemotedKey, rapidProEmail } from '../keys.mts';
import type { ApiRequest } from '../service.mts';
import { detailError } from './errors.mts';

const forbidden = 'You do not have permission to perform this action.';
const noCredentials = 'Authentication credentials were not provided.';
const emptyToken = 'Invalid token header. No credentials provided.';
const tokenWithSpaces = 'Invalid token header. Token string should not contain spaces.';

function identifyUser(request: ApiRequest, key: string): 'editor' | 'demoted' {
	const parts = (request.headers.authorization ?? '').split(/\s+/).filter((part) => part !== '');
	const [scheme = '', token = ''] = parts;
	if (/^token$/i.test(scheme)) {
		if (parts.length === 1) throw detailError(403, emptyToken);
		if (parts.length > 2) throw detailError(403, tokenWithSpaces);
		if (token === key) return 'editor';
		if (token === rapidProDemotedKey) return 'demoted';
		throw detailError(403, 'Invalid token');
	}
	if (/^basic$/i.test(scheme)) {
		const credentials = Buffer.from(token, 'base64').toString('utf8');
		if (credentials === `${rapidProEmail}:${key}`) return 'editor';
		throw detailError(403, 'Invalid token or email');
	}
	throw detailError(403, noCredentials);
}

/**
 * Authenticates by token or HTTP Basic. Every failure is a 403, never a 401 (observed).
 *
 * @param key the token of a user whose role may use the API
 * @returns whether the user's role may use the API
 * @throws HttpError 403 if the credentials are missing or wrong
 */
export function authenticate(request: ApiRequest, key: string): boolean {
	return identifyUser(request, key) === 'editor';
}

/** The response to an authenticated user whose role may not use the API. */
export const permissionDenied = detailError(403, forbidden);

/** The response to a write without ".json". The 403 was observed; its body is inferred. */
export const credentialsMissing = detailError(403, noCredentials);
