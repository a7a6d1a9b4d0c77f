import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { Provider } from '../../dist/modules/nodes/Campaign/providers/contract/provider.js';
import type { ProviderRequest } from '../../dist/modules/nodes/Campaign/providers/contract/request.js';
import type * as verdict from '../../dist/modules/nodes/Campaign/transport/classify.js';

const dist = createRequire(import.meta.url);
const { providers }: { providers: readonly Provider[] } = dist(
	'../../dist/modules/nodes/Campaign/providers/registry',
);
const { classifyResponse }: typeof verdict = dist(
	'../../dist/modules/nodes/Campaign/transport/classify',
);

const longest = 500;
const runs = 1000;
/** In ms, on a machine with much else to do. */
const limitMs = 60_000;
const ours = /\[object|undefined|NaN|\bnull\b/;

/** Texts that a service could send: words, markup, control characters, long ones; none that spells what a fault of ours would. */
const text = fc
	.oneof(
		fc.string({ unit: 'grapheme' }),
		fc.string({ unit: 'binary', maxLength: 40 }),
		fc.constantFrom('', ' ', '<b>No</b>', '<script>x</script>', 'A\u0000B\u001b[31m\u202e'),
		fc.string({ minLength: 1, maxLength: 9 }).map((part) => part.repeat(400)),
	)
	.filter((value) => !ours.test(value));

/** The names under which the five services speak. */
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
	idempotent: true,
};

/** What our code makes of an answer, with the texts of it that reach a user. */
function told(provider: Provider, code: number, answer: string): string[] {
	const result = { kind: 'answer', status: code, headers: {}, text: answer } as const;
	const found = classifyResponse(provider, request, result, 0);
	return found.ok ? [] : [found.explanation.message, found.explanation.description ?? ''];
}

function expectFit(texts: readonly string[]): void {
	for (const said of texts) {
		expect(said.length).toBeLessThanOrEqual(longest);
		expect(said).not.toMatch(ours);
		expect(said).not.toMatch(/[\p{Cc}\p{Cf}]/u);
	}
}

describe.each(providers.map((provider) => [provider.id, provider] as const))(
	'%s',
	(_, provider) => {
		it(
			'makes a fit message of whatever JSON the service answers',
			() => {
				let spoken = 0;
				fc.assert(
					fc.property(status, anyBody, (code, value) => {
						const texts = told(provider, code, JSON.stringify(value));
						if (texts.some((said) => said !== '')) spoken++;
						expectFit(texts);
					}),
					{ numRuns: runs },
				);
				// Bodies in which the decoder finds nothing prove little.
				expect(spoken).toBeGreaterThan(runs / 4);
			},
			limitMs,
		);

		it('makes a fit message of whatever text the service answers', () => {
			fc.assert(fc.property(status, text, (code, value) => expectFit(told(provider, code, value))));
		});

		it.each([
			['lists', '['.repeat(20_000) + ']'.repeat(20_000)],
			['objects', '{"error":'.repeat(20_000) + '"x"' + '}'.repeat(20_000)],
			['field errors', '{"errors":'.repeat(20_000) + '["x"]' + '}'.repeat(20_000)],
		])('survives %s nested 20,000 deep', (_kind, answer) => {
			expectFit(told(provider, 400, answer));
		});

		it.each(['<', '<a', '<script', '&lt;'])('is not held up by a hundred thousand %s', (markup) => {
			const started = performance.now();
			expectFit(told(provider, 502, markup.repeat(100_000)));
			expect(performance.now() - started).toBeLessThan(10_000);
		});

		it('cuts a message of a million characters', () => {
			for (const name of ['message', 'error', 'errors', 'detail', 'Message']) {
				const answer = JSON.stringify({ Status: false, [name]: 'No '.repeat(333_333) });
				expectFit(told(provider, 400, answer));
			}
		});
	},
);
