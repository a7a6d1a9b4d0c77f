import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';
import { runCampaign } from '../engine/engine.mts';
import { byId, type ProviderId, providerIds, useSandbox } from '../engine/world.mts';
import { campaignPaths, facts } from '../providers/facts.mts';
import { expectResultOrError, operations } from './propertyRuns.mts';

const world = useSandbox();

/** Texts as users and other nodes supply them, and texts that try to escape from a path, a query or a message. */
const text = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.string({ unit: 'grapheme' }),
	fc.constantFrom(
		'',
		' ',
		'.',
		'..',
		'../../client',
		'..%2f..%2fclient',
		'372?api_key=x',
		'372#',
		'372/settings',
		'372\r\nHost: 127.0.0.1',
		'http://127.0.0.1:9/',
		'//127.0.0.1:9/',
		'@127.0.0.1:9',
		'null',
		'__proto__',
		'2048110',
		'\u202e',
		'\ud800',
		'x'.repeat(5_000),
	),
);

// No NaN: a message quotes its input, so NaN in a message would not prove a fault.
const data = fc.oneof(fc.jsonValue(), text, fc.double({ noNaN: true }), fc.constant(null));

const input = fc.record({
	provider: fc.constantFrom(...providerIds),
	operation: fc.constantFrom(...operations),
	json: fc.record({ id: data, name: data, fields: data, extra: fc.oneof(fc.json(), text) }),
	hasRandomFields: fc.boolean(),
});

/** The parameters that Create requires, each with the item's random value. */
const randomFields = (provider: ProviderId): INodeParameters =>
	Object.fromEntries(
		Object.entries(facts[provider].create.required).map(([name, value]) => {
			const expression = '={{ $json.fields }}';
			const isLocator = typeof value === 'object' && value !== null && '__rl' in value;
			return [name, isLocator ? byId(expression) : expression];
		}),
	);

it('takes any input, and sends only the requests that its provider documents', async () => {
	await fc.assert(
		fc.asyncProperty(input, async ({ provider, operation, json, hasRandomFields }) => {
			await world.control('POST', '/reset');
			const result = await runCampaign({
				credential: world.credential(provider),
				parameters: {
					provider,
					operation,
					name: '={{ $json.name }}',
					matchBy: 'name',
					campaign: byId('={{ $json.id }}'),
					...(hasRandomFields ? randomFields(provider) : facts[provider].create.required),
					status: 'paused',
					additionalFields: { additionalFieldsJson: '={{ $json.extra }}' },
					updateFields: { additionalFieldsJson: '={{ $json.extra }}' },
					options: { maxWait: 0, requestsPerMinute: 1_000_000 },
				},
				items: [json],
			});
			const requests = await world.log();
			for (const request of requests) {
				expect(request.provider).toBe(provider);
				expect(request.rawUrl.split('?')[0]).toMatch(campaignPaths(provider));
			}
			if (result.error?.description?.includes('Nothing was sent')) expect(requests).toEqual([]);
			expectResultOrError(result);
		}),
		{ numRuns: 400 },
	);
}, 300_000);
