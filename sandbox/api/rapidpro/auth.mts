import { rapidProDemotedKey, rapidProEmail } from '../keys.mts';
import type { ApiRequest } from '../service.mts';
import { decodeBase64 } from './python/base64.mts';
import { detailError } from './responses.mts';

/** Who sends a request. Only an editor's role may use the API. */
export type User = 'anonymous' | 'editor' | 'demoted';

const noCredentials = 'Authentication credentials were not provided.';
const forbidden = 'You do not have permission to perform this action.';

/** @returns the one word after the scheme @throws HttpError 403 if there is none, or more than one */
function credentials(words: readonly string[], scheme: string, noun: string): string {
	const [, word, ...more] = words;
	if (word === undefined) {
		throw detailError(403, `Invalid ${scheme} header. No credentials provided.`);
	}
	if (more.length === 0) return word;
	throw detailError(403, `Invalid ${scheme} header. ${noun} string should not contain spaces.`);
}

function tokenOf(words: readonly string[]): string {
	const word = credentials(words, 'token', 'Token');
	try {
		// Node reads headers as Latin-1; the service takes their bytes as UTF-8.
		return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(word, 'latin1'));
	} catch {
		const reason = 'Token string should not contain invalid characters.';
		throw detailError(403, `Invalid token header. ${reason}`);
	}
}

function emailAndTokenOf(words: readonly string[]): string {
	const word = credentials(words, 'basic', 'Credentials');
	try {
		return decodeBase64(word).toString('utf8');
	} catch {
		const reason = 'Credentials not correctly base64 encoded.';
		throw detailError(403, `Invalid basic header. ${reason}`);
	}
}

/**
 * Authenticates by token or HTTP Basic. Every failure is a 403, never a 401 (observed).
 *
 * @param key the token of a user whose role may use the API
 * @throws HttpError 403 if there are credentials and they are wrong
 */
export function authenticate(request: ApiRequest, key: string): User {
	const header = request.headers.authorization ?? '';
	const words = header.split(/[ \t\n\r\v\f]+/).filter((word) => word !== '');
	const scheme = words[0]?.toLowerCase();
	if (scheme === 'token') {
		const token = tokenOf(words);
		if (token === key) return 'editor';
		if (token === rapidProDemotedKey) return 'demoted';
		throw detailError(403, 'Invalid token');
	}
	if (scheme === 'basic') {
		if (emailAndTokenOf(words) === `${rapidProEmail}:${key}`) return 'editor';
		throw detailError(403, 'Invalid token or email');
	}
	return 'anonymous';
}

/** @throws HttpError 403 unless the user's role may use the API */
export function requirePermission(user: User): void {
	if (user === 'anonymous') throw detailError(403, noCredentials);
	if (user === 'demoted') throw detailError(403, forbidden);
}
