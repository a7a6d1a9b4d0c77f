import type { INodeParameters } from 'n8n-workflow';
import { runCampaign } from '../engine/engine.mts';
import { byId, type ProviderId, useSandbox } from '../engine/world.mts';

const world = useSandbox();

async function run(provider: ProviderId, parameters: INodeParameters) {
	return await runCampaign({
		credential: world.credential(provider),
		parameters: { provider, ...parameters },
	});
}

async function writes(provider: ProviderId): Promise<unknown[]> {
	const received = await world.received(provider);
	return received.filter(({ method }) => method !== 'GET').map(({ body }) => body);
}

const campaigns = { inbox: 's2nd0gen0campaign0000002', dailyStory: '23842', smartlead: '2048110' };

/** The fields that the tests clear are set. */
const stored = {
	inbox: { rules: { syncedLists: [{ listId: 'h2v8xk4q', listName: 'One', columnMapping: {} }] } },
	dailyStory: { segments: [811], description: 'Before' },
	smartlead: { track_settings: ['DONT_EMAIL_OPEN'], unsubscribe_text: 'Before' },
};

beforeEach(async () => {
	for (const [provider, fields] of Object.entries(stored)) {
		const id = campaigns[provider as keyof typeof campaigns];
		await world.control('PUT', `/campaigns/${provider}/${id}`, fields);
	}
});

it.each([
	['inbox', ['syncedListIds', 'columnMappings'], { syncedListIds: [], columnMappings: {} }],
	['dailyStory', ['segments', 'description'], { segments: [], description: '' }],
	[
		'smartlead',
		['track_settings', 'unsubscribe_text'],
		{ track_settings: [], unsubscribe_text: '' },
	],
] as const)('clears the fields of %s that Clear Fields names', async (provider, fields, body) => {
	const { error } = await run(provider, {
		operation: 'update',
		campaign: byId(campaigns[provider]),
		updateFields: {},
		options: { clearFields: [...fields] },
	});
	expect(error).toBeUndefined();
	expect(await writes(provider)).toEqual([expect.objectContaining(body)]);
});

it('clears fields of an existing campaign with Create or Update, too', async () => {
	const { items } = await run('smartlead', {
		operation: 'upsert',
		name: 'SaaS Founders Q1 2025',
		options: { clearFields: ['unsubscribe_text'] },
	});
	expect(items).toMatchObject([{ id: campaigns.smartlead, created: false }]);
	expect(await writes('smartlead')).toEqual([{ unsubscribe_text: '' }]);
});

it.each([
	['a field that cannot be cleared', { clearFields: ['follow_up_percentage'] }, 'cannot be'],
	['a field that is set as well', { clearFields: ['unsubscribe_text'] }, 'is set and cleared'],
])('refuses %s', async (_, options, message) => {
	const { error } = await run('smartlead', {
		operation: 'update',
		campaign: byId(campaigns.smartlead),
		updateFields: { unsubscribe_text: 'Bye' },
		options,
	});
	expect(error?.message).toContain(message);
	expect(await world.received('smartlead')).toEqual([]);
});
