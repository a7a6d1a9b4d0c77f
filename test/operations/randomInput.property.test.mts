import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';
import { type Ran, runCampaign } from '../engine/engine.mts';
import { byId, type ProviderId, providerIds, useSandbox } from '../engine/world.mts';

const world = useSandbox();

/** What may arrive at each service: its documented or inferred calls about campaigns, an id as one encoded segment. */
const calls: Record<ProviderId, RegExp> = {
	dailyStory: /^\/dailystory\/api\/v1\/(campaigns|campaign|campaign\/[^/?]+)$/,
	falconyte: /^\/falconyte\/public\/v1\/email\/campaigns(\/[^/?]+\/(start|stop))?$/,
	inbox: /^\/inbox\/api\/v1\/campaigns(\/v2)?(\/[^/?]+)?(\/(enable|disable|pause|rules))?$/,
	rapidPro: /^\/rapidpro\/api\/v2\/campaigns\.json$/,
	smartlead: /^\/smartlead\/api\/v1\/campaigns(\/create|\/[^/?]+(\/(settings|schedule|status))?)?$/,
};

const verbs = ['create', 'upsert', 'update', 'get', 'getAll', 'changeStatus', 'delete'];

const options: INodeParameters = { maxWait: 0, requestsPerMinute: 1_000_000 };

/** Strings that people and other nodes really give, and such that want to break out of a path, a query or a message. */
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

// A message quotes what it was given: NaN would stand in it rightly.
const data = fc.oneof(fc.jsonValue(), text, fc.double({ noNaN: true }), fc.constant(null));

const input = fc.record({
	provider: fc.constantFrom(...providerIds),
	operation: fc.constantFrom(...verbs),
	json: fc.record({ id: data, name: data, fields: data, extra: fc.oneof(fc.json(), text) }),
});

/** What code says that took something for something else. */
const slips = /\[object |undefined|NaN|is not a function|Cannot read/;

/** What must hold of every run: a result or one of n8n's own errors, in words. */
function checkRan({ items, error }: Ran): void {
	if (error === undefined) {
		expect(Array.isArray(items)).toBe(true);
		for (const item of items ?? []) expect(item).not.toHaveProperty('error');
		return;
	}
	expect(error.name).toMatch(/^(NodeApiError|NodeOperationError|WorkflowOperationError)$/);
	const { message, description } = error;
	for (const said of [message, description ?? '']) {
		expect(said).not.toMatch(slips);
		expect(said.length).toBeLessThan(1_500);
	}
}

it('takes any input, and asks nothing but what it was to ask', async () => {
	await fc.assert(
		fc.asyncProperty(input, async ({ provider, operation, json }) => {
			await world.control('POST', '/reset');
			const ran = await runCampaign({
				credential: world.credential(provider),
				parameters: {
					provider,
					operation,
					name: '={{ $json.name }}',
					matchBy: 'name',
					campaign: byId('={{ $json.id }}'),
					group: byId('={{ $json.fields }}'),
					template_ids: '={{ $json.fields }}',
					mail_account_ids: '={{ $json.fields }}',
					accountLinkIds: '={{ $json.fields }}',
					events: ['lead.created'],
					status: 'paused',
					additionalFields: { additionalFieldsJson: '={{ $json.extra }}' },
					updateFields: { additionalFieldsJson: '={{ $json.extra }}' },
					options,
				},
				items: [json],
			});
			const arrived = await world.log();
			for (const request of arrived) {
				expect(request.provider).toBe(provider);
				expect(request.rawUrl.split('?')[0]).toMatch(calls[provider]);
			}
			if (ran.error?.description?.includes('Nothing was sent')) expect(arrived).toEqual([]);
			checkRan(ran);
		}),
		{ numRuns: 400 },
	);
}, 300_000);

const answer = fc.record({
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
			// The keys that the services use, with values that they do not.
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

it('takes any answer of a service', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(...providerIds),
			fc.constantFrom(...verbs),
			fc.array(answer, { minLength: 1, maxLength: 3 }),
			fc.boolean(),
			async (provider, operation, answers, simplify) => {
				await world.control('POST', '/reset');
				for (const [index, each] of answers.entries()) {
					const times = index === answers.length - 1 ? 1_000 : 1;
					await world.fault({ provider, ...each, times });
				}
				const ran = await runCampaign({
					credential: world.credential(provider),
					parameters: {
						provider,
						operation,
						name: 'Any answer',
						matchBy: 'name',
						campaign: byId(
							provider === 'rapidPro' ? 'f14e4ff0-724d-43fe-a953-1d16aefd1c00' : '2048110',
						),
						group: byId('Reporters'),
						template_ids: ['a'],
						mail_account_ids: ['a'],
						accountLinkIds: ['a'],
						events: ['lead.created'],
						status: 'paused',
						updateFields: { additionalFieldsJson: '{"name":"Changed"}' },
						simplify,
						options,
					},
				});
				checkRan(ran);
				expect((await world.log()).length).toBeLessThan(100);
			},
		),
		{ numRuns: 400 },
	);
}, 300_000);
