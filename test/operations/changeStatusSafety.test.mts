import { runCampaign } from '../engine/engine.mts';
import { byId, type ProviderId, useSandbox } from '../engine/world.mts';

const world = useSandbox();

async function change(provider: ProviderId, id: string, status: string) {
	return await runCampaign({
		credential: world.credential(provider),
		parameters: {
			...{ provider, operation: 'changeStatus', campaign: byId(id), status },
			// The tests share an account, and should not wait for its pace.
			options: { requestsPerMinute: 100_000 },
		},
	});
}

async function writes(provider: ProviderId) {
	return (await world.received(provider)).filter(({ method }) => method !== 'GET');
}

const smartlead = '2048110';

it.each([
	['smartlead', smartlead, 'PAUSED', 'paused', { status: 'PAUSED' }],
	['smartlead', smartlead, 'STOPPED', 'stopped', { status: 'STOPPED' }],
	['dailyStory', '23842', 'Paused', 'paused', { status: 'Paused' }],
	['dailyStory', '23842', 'Archived', 'archived', { status: 'Archived' }],
] as const)(
	'of %s always sends what stops a campaign',
	async (provider, id, stored, status, body) => {
		await world.control('PUT', `/campaigns/${provider}/${id}`, { status: stored });
		const { items } = await change(provider, id, status);
		expect(items).toMatchObject([{ id, status }]);
		expect(await writes(provider)).toMatchObject([{ body }]);
	},
);

it('does not send a start when the service says that the campaign runs', async () => {
	await world.control('PUT', `/campaigns/smartlead/${smartlead}`, { status: 'ACTIVE' });
	const { items } = await change('smartlead', smartlead, 'active');
	expect(items).toMatchObject([{ status: 'active' }]);
	expect(await writes('smartlead')).toEqual([]);
});

it('sends a start when the status is only inferred', async () => {
	const id = 'ca3a1600-0000-4000-8000-000000000003';
	const first = await change('falconyte', id, 'active');
	const second = await change('falconyte', id, 'active');
	expect([first.error, second.error]).toEqual([undefined, undefined]);
	expect(await writes('falconyte')).toHaveLength(2);
});

describe('a start that the service accepts but does not make', () => {
	const accepted = {
		provider: 'smartlead' as const,
		path: '/status$',
		status: 200,
		headers: { 'content-type': 'application/json' },
		body: { ok: true },
	};

	it('is an error that says what a start needs', async () => {
		await world.control('PUT', `/campaigns/smartlead/${smartlead}`, { status: 'DRAFTED' });
		await world.fault(accepted);
		const { error } = await change('smartlead', smartlead, 'active');
		expect(error?.message).toBe(
			"Smartlead accepted the change to active, but the campaign 'SaaS Founders Q1 2025' is still draft",
		);
		expect(error?.context.campaignId).toBe(smartlead);
		expect(error?.description).toContain(
			'needs a sequence, a schedule, at least one email account',
		);
		// Read, sent, and looked at three times.
		expect(await world.received('smartlead')).toHaveLength(5);
	});

	it('is a success when the service does not state the status', async () => {
		const id = 'ca3a1600-0000-4000-8000-000000000003';
		await world.fault({ ...accepted, provider: 'falconyte', path: `/${id}/start$` });
		expect((await change('falconyte', id, 'active')).items).toMatchObject([{ status: 'paused' }]);
		await world.control('PUT', '/campaigns/dailyStory/23842', { status: 'Resting' });
		const body = { Status: true, Message: '', Response: { id: 23842 } };
		await world.fault({
			...accepted,
			provider: 'dailyStory',
			method: 'POST',
			path: '/campaign$',
			body,
		});
		expect((await change('dailyStory', '23842', 'paused')).items).toMatchObject([
			{ status: 'unknown', providerStatus: 'Resting' },
		]);
	});

	it('is a success when it takes a moment', async () => {
		await world.control('PUT', `/campaigns/smartlead/${smartlead}`, { status: 'DRAFTED' });
		await world.fault(accepted);
		const started = change('smartlead', smartlead, 'active');
		await new Promise((resolve) => setTimeout(resolve, 700));
		await world.control('PUT', `/campaigns/smartlead/${smartlead}`, { status: 'ACTIVE' });
		expect((await started).items).toMatchObject([{ status: 'active' }]);
	});

	it('is a success when the campaign completes at once', async () => {
		await world.control('PUT', `/campaigns/smartlead/${smartlead}`, { status: 'COMPLETED' });
		await world.fault(accepted);
		expect((await change('smartlead', smartlead, 'active')).items).toMatchObject([
			{ status: 'completed' },
		]);
	});
});
