import { byId, providerIds, useSandbox } from '../engine/world.mts';
import { facts } from '../providers/facts.mts';

const world = useSandbox();

describe('a response', () => {
	const page = {
		status: 200,
		headers: { 'content-type': 'text/html' },
		body: '<html><head><title>x</title></head><body>Log <b>in</b></body></html>',
	};

	it.each(providerIds)('from %s that is an HTML page is a failure', async (provider) => {
		await world.fault({ provider, ...page });
		const { error } = await world.run(provider, { operation: 'getAll' });
		expect(error?.message).toContain('sent a web page instead of data');
		expect(error?.message).toContain('Log in');
		expect(error?.message).not.toContain('<');
	});

	it.each(providerIds)('from %s that is empty is a failure', async (provider) => {
		await world.fault({ provider, status: 200, body: '', times: 20 });
		const { error } = await world.run(provider, { operation: 'getAll', options: { maxWait: 1 } });
		expect(error?.message).toMatch(/sent an (empty|unexpected) answer/);
	});

	it.each(
		providerIds.flatMap((provider) => {
			const failure = facts[provider].errors.failureWith200;
			return failure === undefined ? [] : [[provider, failure] as const];
		}),
	)('from %s that reports a failure with status 200 is a failure', async (provider, failure) => {
		await world.fault({ provider, status: 200, body: failure.body });
		const { error } = await world.run(provider, { operation: 'getAll' });
		expect(error?.message).toContain(failure.reason);
	});

	it.each(providerIds)('from %s that redirects is not followed', async (provider) => {
		await world.fault({
			provider,
			status: 302,
			headers: { location: 'https://elsewhere.example/login' },
			body: '',
		});
		const { error } = await world.run(provider, { operation: 'getAll' });
		expect(error?.message).toContain('redirects to elsewhere.example');
		expect(await world.log()).toHaveLength(1);
	});

	it.each([
		['smartlead', { ok: false }, { operation: 'delete', campaign: byId('2048124') }],
		[
			'smartlead',
			{ success: false, error: { code: 'CAMPAIGN_ACTIVE' } },
			{ operation: 'delete', campaign: byId('2048124') },
		],
		[
			'inbox',
			{ success: false },
			{
				operation: 'update',
				campaign: byId('s2nd0gen0campaign0000007'),
				updateFields: { excludeMutuals: true },
			},
		],
	] as const)(
		'from %s to a write that reports a failure with status 200 is a failure: %j',
		async (provider, body, parameters) => {
			await world.fault({ provider, status: 200, body });
			const { items, error } = await world.run(provider, parameters);
			expect(items).toBeUndefined();
			expect(error?.message).toMatch(/refused to/);
		},
	);

	it('with 404 and an HTML page does not mean that a campaign is missing', async () => {
		await world.fault({
			provider: 'smartlead',
			status: 404,
			headers: { 'content-type': 'text/html' },
			body: '<pre>Cannot GET /api/v1/campaigns/9</pre>',
		});
		const { error } = await world.run('smartlead', { operation: 'get', campaign: byId('9') });
		expect(error?.message).toContain('has no call to');
		expect(error?.description).toContain("Check the credential's 'Base URL'");
	});
});
