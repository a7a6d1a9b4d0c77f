import type { INodeParameters } from 'n8n-workflow';
import { type ProviderId, providerIds, useSandbox } from '../../engine/world.mts';
import { creationRequest, facts, storedId } from '../../providers/facts.mts';

const world = useSandbox();

const create = async (provider: ProviderId, name: string, more: INodeParameters = {}) =>
	await world.run(provider, {
		operation: 'create',
		name,
		...facts[provider].create.required,
		options: { maxWait: 20 },
		...more,
	});

describe.each(providerIds)('a creation on %s', (provider) => {
	const creations = async () =>
		(await world.log(provider)).filter(({ method }) => method === 'POST');

	it('is looked for when its response was lost, and not repeated', async () => {
		await world.fault({ provider, ...creationRequest(provider), handled: true, reset: true });
		const { items, error } = await create(provider, 'Lost answer');
		const stored = await world.storedByName(provider, 'Lost answer');
		expect(stored).toHaveLength(1);
		const id = storedId(provider, stored[0]);
		if (!facts[provider].create.isRecoverable) {
			expect(error?.message).toContain(
				`not known whether ${facts[provider].displayName} created the campaign 'Lost answer'`,
			);
			expect(error?.description).toContain(`ID ${id}`);
			return;
		}
		expect(items).toMatchObject([{ name: 'Lost answer' }]);
		expect(items?.[0]?.id).toBe(id);
		expect(await creations()).toHaveLength(1);
	});

	it('fails and says that the campaign may exist when its request never arrived', async () => {
		await world.fault({ provider, ...creationRequest(provider), reset: true });
		const { error } = await create(provider, 'Never arrived');
		expect(error?.message).toContain("created the campaign 'Never arrived'");
		expect(error?.description).toContain('not in the list');
		expect(await creations()).toHaveLength(1);
	});

	it('never takes an older campaign with the same name for its own', async () => {
		const first = await create(provider, 'Twin');
		await new Promise((resolve) => setTimeout(resolve, 4_000));
		await world.fault({ provider, ...creationRequest(provider), reset: true });
		const { items, error } = await create(provider, 'Twin');
		expect(first.items).toHaveLength(1);
		expect(items).toBeUndefined();
		expect(error?.description).toContain(String(first.items?.[0]?.id));
	}, 20_000);

	it('is repeated when the service rate-limits it', async () => {
		await world.fault({
			provider,
			...creationRequest(provider),
			status: 429,
			headers: { 'retry-after': '1' },
			body: '{}',
		});
		const { items } = await create(provider, 'Busy');
		expect(items).toMatchObject([{ name: 'Busy' }]);
		expect(await world.storedByName(provider, 'Busy')).toHaveLength(1);
		const [first, second] = await creations();
		expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(950);
	});
});

it('advises only what the provider has, when it is not known whether a campaign was created', async () => {
	await world.fault({
		provider: 'falconyte',
		method: 'POST',
		status: 500,
		body: 'Server Error. Site administrators have been notified.',
	});
	const { error } = await create('falconyte', 'Lost');
	expect(error?.description).toBe(
		"Falconyte failed to create the campaign (HTTP 500): Server Error. Site administrators have been notified. It was not in the list of campaigns right afterwards. Check Falconyte before you run this item again, or set 'If Name Exists' of Create to Use Existing, which looks for the name first.",
	);
});

describe('the error after a failed follow-up request', () => {
	it.each([
		['cannot be seen yet', {}],
		['cannot be read', { status: 500 }],
	])('has the ID of the new campaign, even if the campaign %s', async (_, read) => {
		await world.fault({
			provider: 'smartlead',
			path: '/settings$',
			status: 404,
			body: { error: 'Campaign not found - Invalid campaign_id.' },
		});
		await world.fault({
			provider: 'smartlead',
			method: 'GET',
			path: '/campaigns/\\d+$',
			status: 200,
			body: {},
			times: 5,
			...read,
		});
		const { error } = await create('smartlead', 'Unseen', {
			additionalFields: { follow_up_percentage: 10 },
			options: { maxWait: 10 },
		});
		const [stored] = await world.storedByName('smartlead', 'Unseen');
		expect(error?.context.campaignId).toBe(String(stored?.id));
		expect(error?.description).toContain('Done: create campaign. Not done: save settings.');
		expect(error?.description).toContain('Do not create the campaign again');
	});
});
