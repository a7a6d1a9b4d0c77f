import { keys, rapidProDemotedKey, rapidProEmail } from '../../../sandbox/api/keys.mts';
import { list, useRapidPro, workspace } from './workspace.mts';

const { anonymous } = useRapidPro();

describe('authentication', () => {
	const missing = 'Authentication credentials were not provided.';
	const basic = (user: string, token: string) =>
		`Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
	it.each([
		[undefined, missing],
		[`Bearer ${keys.rapidPro}`, missing],
		['Token WRONG', 'Invalid token'],
		['Token', 'Invalid token header. No credentials provided.'],
		['Token A B', 'Invalid token header. Token string should not contain spaces.'],
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
