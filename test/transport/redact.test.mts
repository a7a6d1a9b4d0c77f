import { createRequire } from 'node:module';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type * as redaction from '../../dist/modules/nodes/Campaign/transport/redact.js';
import { byId, type ProviderId, useSandbox } from '../engine/world.mts';

const { redact, redactBody }: typeof redaction = createRequire(import.meta.url)(
	'../../dist/modules/nodes/Campaign/transport/redact',
);

const world = useSandbox();

const list = async (provider: ProviderId, credential: ICredentialDataDecryptedObject = {}) =>
	await world.run(provider, { operation: 'getAll', options: { maxWait: 10 } }, { credential });

describe('the key of the credential', () => {
	it('is not in the message about a redirect to the same host', async () => {
		const key = String(world.credential('smartlead').apiKey);
		await world.fault({
			provider: 'smartlead',
			status: 301,
			headers: { location: `/api/v1/campaigns/?api_key=${key}` },
			body: '',
		});
		const { error } = await list('smartlead');
		expect(error?.message).toMatch(/^Smartlead redirects to 127\.0\.0\.1:\d+ instead/);
		expect(JSON.stringify(error)).not.toContain(key);
	});

	it('is hidden when the service writes it as JSON with escaped slashes', async () => {
		await world.fault({
			provider: 'smartlead',
			status: 400,
			headers: { 'content-type': 'application/json' },
			body: '{"error":"no such key: abc\\/def\\/ghi\\/jkl"}',
		});
		const { error } = await list('smartlead', { apiKey: 'abc/def/ghi/jkl' });
		expect(error?.message).toContain('no such key: [hidden]');
	});

	it('does not change the data when it is an ordinary word', async () => {
		const body = [{ id: 5, name: 'test launch', status: 'ACTIVE' }];
		await world.fault({ provider: 'smartlead', status: 200, body });
		const { items } = await list('smartlead', { apiKey: 'test' });
		expect(items).toMatchObject([{ name: 'test launch' }]);
	});

	it('is not in an error, nor is a password in the Base URL', async () => {
		const { error } = await list('rapidPro', { baseUrl: 'admin:hunter2@x.example' });
		expect(JSON.stringify(error)).not.toContain('hunter2');
	});

	it('is hidden when the service echoes it, in messages and in output', async () => {
		const provider = 'smartlead';
		const key = String(world.credential(provider).apiKey);
		await world.fault({
			provider,
			status: 400,
			body: { error: `bad request /api/v1/campaigns?api_key=${key}` },
		});
		const failed = await list(provider);
		expect(failed.error?.message).toContain('api_key=[hidden]');
		expect(JSON.stringify(failed.error)).not.toContain(key);

		await world.control('PUT', '/campaigns/smartlead/2048110', { name: `echo ${key}` });
		const { items } = await world.run(provider, { operation: 'get', campaign: byId('2048110') });
		expect(JSON.stringify(items)).toContain('[hidden]');
		expect(JSON.stringify(items)).not.toContain(key);
	});
});

describe('a key of 10,000 characters', () => {
	const key = 'Very/long+key. '.repeat(1_000).slice(0, 10_000).replaceAll(' ', '-');

	it.each<ProviderId>(['smartlead', 'falconyte'])(
		'works on %s, and its echo is hidden',
		async (provider) => {
			const campaigns = [{ id: 'c5', name: `echo ${key}`, status: 'ACTIVE' }];
			const body = provider === 'smartlead' ? campaigns : { ok: true, campaigns };
			await world.fault({ provider, status: 200, body });
			const { items } = await list(provider, { apiKey: key });
			expect(items).toMatchObject([{ id: 'c5', name: 'echo [hidden]' }]);

			await world.fault({ provider, status: 400, body: `no such key: ${encodeURIComponent(key)}` });
			const { error } = await list(provider, { apiKey: key });
			expect(error?.message).toContain('no such key: [hidden]');
		},
	);
});

it('does not hang on a body of 40 MB full of the beginning of the key', () => {
	const key = `sandbox_key_${'0123456789'.repeat(200)}`;
	const piece = key.slice(0, 400);
	const body = `${piece} `.repeat(100_000);
	expect(redactBody(body, key)).toBe(body);
	expect(redactBody(`${body}${key}!`, key)).toBe(`${body}[hidden]!`);
}, 60_000);

it.each([
	['a masked key', '*'.repeat(16), `${'*'.repeat(15)} `.repeat(20_000)],
	['a key of zeros', '00000000-0000-4000-8000-000000000000', `${'0'.repeat(60_000)}"`],
])(
	'does not hang on %s and a body full of its pieces',
	(_, key, body) => {
		const startedAt = performance.now();
		expect(redactBody(`${body}"${key}"`, key).endsWith('"[hidden]"')).toBe(true);
		// A quadratic search would take hours, so a busy machine has room.
		expect(performance.now() - startedAt).toBeLessThan(60_000);
	},
	120_000,
);

describe('a key', () => {
	const json = (text: string) => JSON.stringify(text);
	const key = 'se/cret\\"k&y"\\\\end/éa';
	const forms = {
		'as it is': key,
		'in JSON': json(key).slice(1, -1),
		'in JSON in JSON': json(json(key).slice(1, -1)).slice(1, -1),
		'with escaped slashes': json(key).slice(1, -1).replaceAll('/', '\\/'),
		'in a URL': encodeURIComponent(key),
		'in a URL twice': encodeURIComponent(encodeURIComponent(key)).toLowerCase(),
		'in HTML': key.replace(/[^0-9a-z]/g, (each) => `&#${each.charCodeAt(0)};`),
		'in \\u': key.replace(
			/[^0-9a-z]/g,
			(each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
		),
	};

	it.each(Object.entries(forms))('%s is hidden', (_, written) => {
		expect(redact(`a ${written} b ${written}`, key)).toBe('a [hidden] b [hidden]');
	});

	it.each(Object.entries(forms))('%s is hidden wherever the text is truncated', (_, written) => {
		const from = written.indexOf('end');
		for (let length = from; length < written.length; length++) {
			expect(redact(`a ${written.slice(0, length)}`, key)).toBe('a [hidden]');
		}
	});

	it('that ends in a backslash is hidden together with the escaping backslash', () => {
		const ended = 'abcdef/ghi\\';
		expect(redact(`{"key":${json(ended)}}`, ended)).toBe('{"key":"[hidden]"}');
	});

	it('is not found where a text only has its first characters', () => {
		const text = `${forms['as it is'].slice(0, 10)} and more`;
		expect(redact(text, key)).toBe(text);
	});

	it('is hidden as a whole when its beginning occurs twice', () => {
		expect(redact('ababababX-ababababababX', 'abababababX')).toBe('ababababX-ab[hidden]');
	});
});
