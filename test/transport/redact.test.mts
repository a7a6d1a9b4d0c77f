import { createRequire } from 'node:module';
import type * as redaction from '../../dist/modules/nodes/Campaign/transport/redact.js';
import { runCampaign } from '../engine/engine.mts';
import { type ProviderId, useSandbox } from '../engine/world.mts';

const { redact, redactBody }: typeof redaction = createRequire(import.meta.url)(
	'../../dist/modules/nodes/Campaign/transport/redact',
);

describe('a key of 10,000 characters', () => {
	const world = useSandbox();
	const key = 'Very/long+key. '.repeat(1_000).slice(0, 10_000).replaceAll(' ', '-');

	it.each<ProviderId>(['smartlead', 'falconyte'])(
		'works like any other on %s, and its echo is hidden',
		async (provider) => {
			const credential = world.credential(provider, { apiKey: key });
			const list = { provider, operation: 'getAll' };
			const campaigns = [{ id: 'c5', name: `echo ${key}`, status: 'ACTIVE' }];
			const answer = provider === 'smartlead' ? campaigns : { ok: true, campaigns };
			await world.fault({
				provider,
				status: 200,
				headers: { 'content-type': 'application/json' },
				body: answer,
			});
			const { items } = await runCampaign({ credential, parameters: list });
			expect(items).toMatchObject([{ id: 'c5', name: 'echo [hidden]' }]);

			await world.fault({ provider, status: 400, body: `no such key: ${encodeURIComponent(key)}` });
			const { error } = await runCampaign({ credential, parameters: list });
			expect(error?.message).toContain('no such key: [hidden]');
		},
	);
});

it('does not hang on a body of 40 MB that begins the key everywhere', () => {
	const key = `sandbox_key_${'0123456789'.repeat(200)}`;
	const piece = key.slice(0, 400);
	const body = `${piece} `.repeat(100_000);
	expect(redactBody(body, key)).toBe(body);
	expect(redactBody(`${body}${key}!`, key)).toBe(`${body}[hidden]!`);
}, 60_000);

it.each([
	['a masked one', '*'.repeat(16), `${'*'.repeat(15)} `.repeat(20_000)],
	['one of zeros', '00000000-0000-4000-8000-000000000000', `${'0'.repeat(60_000)}"`],
])('does not hang on %s, and a body full of its pieces', (_, key, body) => {
	const startedAt = performance.now();
	expect(redactBody(`${body}"${key}"`, key).endsWith('"[hidden]"')).toBe(true);
	expect(performance.now() - startedAt).toBeLessThan(5_000);
});

describe('a key', () => {
	const json = (text: string) => JSON.stringify(text);
	const key = 'se/cret\\"k&y"\\\\end/éa';
	const writings = {
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

	it.each(Object.entries(writings))('%s is hidden', (_, written) => {
		expect(redact(`a ${written} b ${written}`, key)).toBe('a [hidden] b [hidden]');
	});

	it.each(Object.entries(writings))('%s is hidden wherever the text is cut off', (_, written) => {
		const from = written.indexOf('end');
		for (let length = from; length < written.length; length++) {
			expect(redact(`a ${written.slice(0, length)}`, key)).toBe('a [hidden]');
		}
	});

	it('that ends in a backslash leaves none of its escape behind', () => {
		const ended = 'abcdef/ghi\\';
		expect(redact(`{"key":${json(ended)}}`, ended)).toBe('{"key":"[hidden]"}');
	});

	it('of which only the first characters stand in a text is no key', () => {
		const text = `${writings['as it is'].slice(0, 10)} and more`;
		expect(redact(text, key)).toBe(text);
	});

	it('that begins twice is hidden where it is whole', () => {
		expect(redact('ababababX-ababababababX', 'abababababX')).toBe('ababababX-ab[hidden]');
	});
});
