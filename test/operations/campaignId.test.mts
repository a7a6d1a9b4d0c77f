import fc from 'fast-check';
import { byId, providerIds, useSandbox } from '../engine/world.mts';
import { campaignPaths, facts } from '../providers/facts.mts';

const world = useSandbox();

describe('the ID of a campaign', () => {
	const unsafeIds = [
		'../x',
		'a/b',
		'?x=1',
		'a#b',
		'%2e%2e',
		'ä',
		'..',
		' ',
		"1' OR 1",
		'1\n2',
		'a b',
	];

	it.each(providerIds.flatMap((provider) => unsafeIds.map((id) => [provider, id] as const)))(
		'on %s cannot be %j',
		async (provider, id) => {
			const { error } = await world.run(provider, { operation: 'get', campaign: byId(id) });
			expect(error?.message).toContain("'Campaign'");
			expect(error?.context.itemIndex).toBe(0);
			expect(await world.log()).toEqual([]);
		},
	);

	const otherTypes = ['[372]', '{ id: 372 }', 'true', 'false', '[]'];

	it.each(
		(['dailyStory', 'inbox'] as const).flatMap((provider) =>
			['upsert', 'get'].flatMap((operation) =>
				otherTypes.map((value) => [operation, provider, value] as const),
			),
		),
	)(
		'for %s on %s cannot be the result of the expression %s',
		async (operation, provider, value) => {
			const { items, error } = await world.run(provider, {
				operation,
				matchBy: 'id',
				campaign: byId(`={{ ${value} }}`),
				name: 'New',
				...facts[provider].create.required,
			});
			expect(items).toBeUndefined();
			expect(error?.message).toMatch(/^'Campaign' cannot be '.+': that is not a valid /);
			expect(await world.log()).toEqual([]);
		},
	);

	it.each(
		providerIds
			.filter((provider) => facts[provider].ids.isNumeric)
			.flatMap((provider) =>
				['0', '007', '1234567890123456'].flatMap((id) =>
					['get', 'update', 'upsert', 'changeStatus'].map(
						(operation) => [operation, provider, id] as const,
					),
				),
			),
	)('for %s on %s cannot be the number %s', async (operation, provider, id) => {
		const { error } = await world.run(provider, {
			operation,
			matchBy: 'id',
			campaign: byId(id),
			name: 'x',
			status: 'paused',
			updateFields: { name: 'x' },
		});
		expect(error?.message).toContain(`'Campaign' cannot be '${id}'`);
		expect(await world.log()).toEqual([]);
	});

	it('can be a BigInt that an expression returns', async () => {
		const { error } = await world.run('dailyStory', {
			operation: 'upsert',
			matchBy: 'id',
			campaign: byId('={{ 372n }}'),
			name: 'New',
		});
		expect(error?.message).toContain("has no campaign with the ID '372'");
	});

	it.each(['null', 'undefined', '""', '" "'])(
		'for Create or Update cannot be an expression that returns %s',
		async (value) => {
			const { error } = await world.run('dailyStory', {
				operation: 'upsert',
				matchBy: 'id',
				campaign: byId(`={{ ${value} }}`),
				name: 'New',
			});
			expect(error?.message).toBe("The expression for 'Campaign' gives nothing");
		},
	);

	it.each(providerIds)(
		'on %s that no campaign has is "not found", whatever the service answers',
		async (provider) => {
			const { missing } = facts[provider].ids;
			const { error } = await world.run(provider, { operation: 'get', campaign: byId(missing) });
			expect(error?.message).toContain(`has no campaign with the ID '${missing}'`);
			expect(error).toMatchObject({ httpCode: '404' });
		},
	);

	it('can be any text: requests stay on the documented paths', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(...providerIds),
				fc.constantFrom('get', 'changeStatus', 'update', 'delete'),
				fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom(...unsafeIds)),
				async (provider, operation, id) => {
					await world.control('POST', '/reset');
					const { error } = await world.run(provider, {
						operation,
						status: 'paused',
						campaign: byId(id),
						updateFields: { name: 'x' },
					});
					if (error !== undefined) {
						expect(['NodeApiError', 'NodeOperationError', 'WorkflowHasIssuesError']).toContain(
							error.name,
						);
					}
					for (const { rawUrl } of await world.log()) {
						expect(rawUrl.split('?')[0]).toMatch(campaignPaths(provider));
					}
				},
			),
			{ numRuns: 200 },
		);
	}, 60_000);
});
