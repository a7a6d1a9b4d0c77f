import fc from 'fast-check';
import { runCampaign } from '../engine/engine.mts';
import { byId, providerIds, useSandbox } from '../engine/world.mts';
import { facts } from '../providers/facts.mts';
import { expectResultOrError, operations } from './propertyRuns.mts';

const world = useSandbox();

const response = fc.record({
	status: fc.oneof(
		fc.constantFrom(200, 201, 204, 301, 400, 401, 403, 404, 409, 422, 429, 500, 503),
		fc.integer({ min: 200, max: 599 }),
	),
	headers: fc.record(
		{
			'content-type': fc.constantFrom('application/json', 'text/html', 'text/plain', 'x'),
			'retry-after': fc.oneof(fc.nat().map(String), fc.constantFrom('soon', '-1', '1e99')),
			'x-ratelimit-reset': fc.nat().map(String),
			date: fc.constantFrom('yesterday', 'Thu, 01 Jan 1970 00:00:00 GMT'),
			location: fc.constantFrom('/', 'http://127.0.0.1:9/', 'nonsense', 'http://['),
		},
		{ requiredKeys: [] },
	),
	body: fc.oneof(
		{ weight: 3, arbitrary: fc.jsonValue() },
		{ weight: 1, arbitrary: fc.string() },
		{
			weight: 3,
			// The services' keys, with values that they do not send.
			arbitrary: fc.dictionary(
				fc.constantFrom(
					'id',
					'uuid',
					'name',
					'status',
					'Status',
					'Response',
					'campaign',
					'campaigns',
					'data',
					'results',
					'next',
					'nextCursor',
					'error',
					'errors',
					'message',
					'detail',
					'ok',
					'success',
					'meta',
					'created_at',
				),
				fc.oneof(
					fc.jsonValue(),
					fc.array(
						fc.dictionary(
							fc.constantFrom('id', 'name', 'uuid', 'status', 'message', 'code'),
							fc.jsonValue(),
						),
					),
				),
			),
		},
	),
});

it('takes any response of a service', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(...providerIds),
			fc.constantFrom(...operations),
			fc.array(response, { minLength: 1, maxLength: 3 }),
			fc.boolean(),
			async (provider, operation, responses, simplify) => {
				await world.control('POST', '/reset');
				for (const [index, each] of responses.entries()) {
					const times = index === responses.length - 1 ? 1_000 : 1;
					await world.fault({ provider, ...each, times });
				}
				const result = await runCampaign({
					credential: world.credential(provider),
					parameters: {
						provider,
						operation,
						name: 'Any response',
						matchBy: 'name',
						campaign: byId(facts[provider].activeCampaign.id),
						...facts[provider].create.required,
						status: 'paused',
						updateFields: { additionalFieldsJson: '{"name":"Changed"}' },
						simplify,
						options: { maxWait: 0, requestsPerMinute: 1_000_000 },
					},
				});
				expectResultOrError(result);
				expect((await world.log()).length).toBeLessThan(100);
			},
		),
		{ numRuns: 400 },
	);
}, 300_000);
