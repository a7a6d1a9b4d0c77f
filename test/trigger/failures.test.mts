import { rapidProDemotedKey } from '../../sandbox/api/keys.mts';
import { ActiveTrigger } from '../engine/trigger.mts';
import { providerIds, useSandbox } from '../engine/world.mts';
import { allEvents, TriggerSetup } from './helpers.mts';

const world = useSandbox();
const setup = new TriggerSetup(world);

describe.each(providerIds)('%s', (provider) => {
	it('says what to do about a revoked key, stores nothing, and continues when the key works again', async () => {
		const trigger = await setup.started(provider);
		const { stored } = trigger;
		trigger.credential = world.credential(provider, { apiKey: 'revoked-key-0000000000' });
		const { error, items } = await trigger.poll();
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/rejected the API key or token/);
		expect(error?.description).toContain("Check 'API Key or Token' in the credential");
		expect(error?.description).toContain('No event is lost.');
		expect(error).toHaveProperty('failure.cause', 'credential-invalid');
		expect(JSON.stringify(error)).not.toContain('revoked-key');
		expect(trigger.stored === stored).toBe(true);
		trigger.credential = world.credential(provider);
		await setup.expectRecovery(trigger, provider);
	});

	it.each([
		['a web page', { status: 200, body: '<html><title>Down for maintenance</title></html>' }],
		['of an unexpected shape', { status: 200, body: { items: [] } }],
		['a server error', { status: 500, body: 'Server Error' }],
	])('stores nothing when the list is %s, and continues with the next poll', async (_, fault) => {
		const trigger = await setup.started(provider);
		const { stored } = trigger;
		await world.fault({ provider, ...fault, times: 1 });
		// Too short for a retry.
		const { error, items } = await trigger.poll({ budgetMs: 100 });
		expect([error === undefined, items]).toEqual([false, []]);
		expect(error?.description).toContain('The trigger continues with the next poll.');
		expect(error?.description).not.toContain('Run the node');
		expect(trigger.stored === stored).toBe(true);
		await setup.expectRecovery(trigger, provider);
	});
});

it('says that the token lacks a permission', async () => {
	const trigger = new ActiveTrigger(world.credential('rapidPro', { apiKey: rapidProDemotedKey }), {
		events: allEvents,
	});
	const { error } = await trigger.poll();
	expect(error?.message).toContain('You do not have permission to perform this action.');
	expect(trigger.stored).toBe('{}');
});

it('passes the wait that the service asks for to n8n', async () => {
	const trigger = await setup.started('rapidPro');
	const headers = { 'Retry-After': '2880' };
	const body = { detail: 'Request was throttled. Expected available in 2880 seconds.' };
	await world.fault({ provider: 'rapidPro', status: 429, headers, body });
	const { error } = await trigger.poll();
	expect(error).toHaveProperty('failure', { cause: 'rate-limited', retryAfterMs: 2_880_000 });
	expect(error?.description).toContain('48 minutes');
	expect(error?.description).not.toContain('Maximum Wait');
});

it('names only options that the trigger has when it would have to wait too long', async () => {
	const parameters = { events: allEvents, options: { requestsPerMinute: 1 } };
	const trigger = new ActiveTrigger(world.credential('smartlead'), parameters);
	await trigger.poll();
	const { error } = await trigger.poll();
	expect(error?.message).toContain('The node would have to wait too long');
	expect(error?.description).toContain("Set 'Requests per Minute' under Options");
	expect(error?.description).not.toContain('Maximum Wait');
});
