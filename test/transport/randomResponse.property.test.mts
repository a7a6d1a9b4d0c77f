import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { Provider } from '../../dist/modules/nodes/Campaign/providers/contract/provider.js';
import type { ProviderRequest } from '../../dist/modules/nodes/Campaign/providers/contract/request.js';
import type * as classify from '../../dist/modules/nodes/Campaign/transport/classify.js';

const dist = createRequire(import.meta.url);
const { providers }: { providers: readonly Provider[] } = dist(
	'../../dist/modules/nodes/Campaign/providers/registry',
);
const { classifyResponse }: typeof classify = dist(
	'../../dist/modules/nodes/Campaign/transport/classify',
);

const maxLength = 500;
const runs = 1000;
/** For a busy machine, in ms. */
const limitMs = 60_000;
/** Traces of a value that our code took for something else. */
const faultTraces = /\[object|undefined|NaN|\bnull\b/;

/** Texts that a service could send: words, markup, control characters, long texts; none that looks like our own fault. */
const text = fc
	.oneof(
		fc.string({ unit: 'grapheme' }),
		fc.string({ unit: 'binary', maxLength: 40 }),
		fc.constantFrom('', ' ', '<b>No</b>', '<script>x</script>', 'A\u0000B\u001b[31m\u202e'),
		fc.string({ minLength: 1, maxLength: 9 }).map((part) => part.repeat(400)),
	)
	.filter((value) => !faultTraces.test(value));

/** The keys in which the five services describe failures. */
const names = [
	...['Status', 'Message', 'Response', 'ok', 'success', 'error', 'errors', 'message', 'code'],
	...['details', 'field', 'constraint', 'detail', 'non_field_errors', 'name', 'event_id'],
];

const { body } = fc.letrec<{ body: unknown; value: unknown }>((tie) => ({
	body: fc.record(Object.fromEntries(names.map((name) => [name, tie('value')])), {
		requiredKeys: [],
	}),
	value: fc.oneof(
		{ maxDepth: 2 },
		text,
		fc.constantFrom(true, false, null, 0, -1.5),
		fc.array(fc.oneof(text, tie('value')), { maxLength: 3 }),
		fc.dictionary(text, tie('value'), { maxKeys: 3 }),
		tie('body'),
	),
}));
const anyBody = fc.oneof({ weight: 5, arbitrary: body }, { weight: 1, arbitrary: fc.jsonValue() });

const status = fc.constantFrom(200, 201, 204, 400, 401, 403, 404, 409, 422, 429, 500, 503);

const request: ProviderRequest = {
	purpose: 'list the campaigns',
	method: 'GET',
	path: ['campaigns'],
	basis: 'documented',
	idempotent: true,
};

/** The texts about a response that reach the user. */
function textsOf(provider: Provider, code: number, body: string): string[] {
	const result = { kind: 'answer', status: code, headers: {}, text: body } as const;
	const classified = classifyResponse(provider, request, result, 0);
	if (classified.ok) return [];
	return [classified.explanation.message, classified.explanation.description ?? ''];
}

/** Expects texts that are short, plain and free of our own faults. */
function expectReadable(texts: readonly string[]): void {
	for (const text of texts) {
		expect(text.length).toBeLessThanOrEqual(maxLength);
		expect(text).not.toMatch(faultTraces);
		expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
	}
}

describe.each(providers.map((provider) => [provider.id, provider] as const))(
	'%s',
	(_, provider) => {
		it(
			'makes a readable message from any JSON body',
			() => {
				let explained = 0;
				fc.assert(
					fc.property(status, anyBody, (code, value) => {
						const texts = textsOf(provider, code, JSON.stringify(value));
						if (texts.some((each) => each !== '')) explained++;
						expectReadable(texts);
					}),
					{ numRuns: runs },
				);
				// Bodies in which the decoder finds nothing prove little.
				expect(explained).toBeGreaterThan(runs / 4);
			},
			limitMs,
		);

		it('makes a readable message from any text body', () => {
			fc.assert(
				fc.property(status, text, (code, value) => expectReadable(textsOf(provider, code, value))),
			);
		});

		it.each([
			['lists', '['.repeat(20_000) + ']'.repeat(20_000)],
			['objects', '{"error":'.repeat(20_000) + '"x"' + '}'.repeat(20_000)],
			['field errors', '{"errors":'.repeat(20_000) + '["x"]' + '}'.repeat(20_000)],
		])('survives %s nested 20,000 deep', (_kind, answer) => {
			expectReadable(textsOf(provider, 400, answer));
		});

		it.each(['<', '<a', '<script', '&lt;'])(
			'does not hang on a hundred thousand %s',
			(markup) => {
				const started = performance.now();
				expectReadable(textsOf(provider, 502, markup.repeat(100_000)));
				expect(performance.now() - started).toBeLessThan(60_000);
			},
			120_000,
		);

		it('shortens a message of a million characters', () => {
			for (const name of ['message', 'error', 'errors', 'detail', 'Message']) {
				const answer = JSON.stringify({ Status: false, [name]: 'No '.repeat(333_333) });
				expectReadable(textsOf(provider, 400, answer));
			}
		});
	},
);
