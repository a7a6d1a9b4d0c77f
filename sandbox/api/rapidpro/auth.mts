import { rapidProDemotedKey, rapidProEmail } from '../keys.mts';
import type { ApiRequest } from '../service.mts';
import { detail } from './errors.mts';

const forbidden = 'You do not have permission to perform this action.';
const missing = 'Authentication credentials were not provided.';
const noKey = 'Invalid token header. No credentials provided.';
const spaces = 'Invalid token header. Token string should not contain spaces.';

function user(request: ApiRequest, key: string): 'editor' | 'demoted' {
	const parts = (request.headers.authorization ?? '').split(/\s+/).filter((part) => part !== '');
	const [scheme = '', token = ''] = parts;
	if (/^token$/i.test(scheme)) {
		if (parts.length === 1) throw detail(403, noKey);
		if (parts.length > 2) throw detail(403, spaces);
		if (token === key) return 'editor';
		if (token === rapidProDemotedKey) return 'demoted';
		throw detail(403, 'Invalid token');
	}
	if (/^basic$/i.test(scheme)) {
		const given = Buffer.from(token, 'base64').toString('utf8');
		if (given === `${rapidProEmail}:${key}`) return 'editor';
		throw detail(403, 'Invalid token or email');
	}
	throw detail(403, missing);
}

/**
 * Token or HTTP Basic (the notes, section 1). Every failure is a 403, never a 401 [O].
 * @param key the token of the user who may use the API
 * @returns whether the user's role may use the API
 * @throws Refusal 403 where the user is not known
 */
export function authenticate(request: ApiRequest, key: string): boolean {
	return user(request, key) === 'editor';
}

/** What a known user without the role gets. */
export const permissionDenied = detail(403, forbidden);

/** What a write without ".json" gets: 403 was observed, its body was not noted. */
export const notProvided = detail(403, missing);
