import { keys, rapidProDemotedKey, rapidProEmail } from '../../../sandbox/api/keys.mts';
import { list, useRapidPro, workspace } from './workspace.mts';

const { anonymous } = useRapidPro();

describe('authentication', () => {
	const missing = 'Authentication credentials were not provided.';
	const basic = (user: string, token: string) =>
		`Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
	const tokenHeader = 'Invalid token header.';
	const basicHeader = 'Invalid basic header.';
	it.each([
		[undefined, missing],
		[`Bearer ${keys.rapidPro}`, missing],
		['Token WRONG', 'Invalid token'],
		['Token', `${tokenHeader} No credentials provided.`],
		['Token A B', `${tokenHeader} Token string should not contain spaces.`],
		// The header is bytes: this is an e with an acute accent in Latin-1, which is not UTF-8.
		['Token caf\u00e9', `${tokenHeader} Token string should not contain invalid characters.`],
		['Basic', `${basicHeader} No credentials provided.`],
		['Basic a b', `${basicHeader} Credentials string should not contain spaces.`],
		['Basic garbage', `${basicHeader} Credentials not correctly base64 encoded.`],
		[basic('someone@else.example', keys.rapidPro), 'Invalid token or email'],
		[`Token ${rapidProDemotedKey}`, 'You do not have permission to perform this action.'],
	])('refuses %s with 403', async (authorization, detail) => {
		const headers: Record<string, string> = authorization ? { Authorization: authorization } : {};
		const reply = await anonymous('GET', list, { headers });
		expect([reply.status, reply.data]).toEqual([403, { detail }]);
	});

	it.each([
		`Token ${keys.rapidPro}`,
		`token ${keys.rapidPro}`,
		basic(rapidProEmail, keys.rapidPro),
	])('accepts %s and names the workspace', async (authorization) => {
		const reply = await anonymous('GET', list, { headers: { Authorization: authorization } });
		expect([reply.status, reply.headers['x-temba-workspace']]).toEqual([200, workspace]);
	});

	it('does not accept the token in the query', async () => {
		const reply = await anonymous('GET', `${list}?token=${keys.rapidPro}`);
		expect(reply.data).toEqual({ detail: missing });
	});
});
