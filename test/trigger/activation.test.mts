import { ActiveTrigger } from '../engine/trigger.mts';
import { providerIds, useSandbox } from '../engine/world.mts';
import { allEvents, TriggerSetup } from './helpers.mts';

const world = useSandbox();
const setup = new TriggerSetup(world);

const down = { status: 503, body: 'Service Unavailable', times: 1_000 };

describe.each(providerIds)('%s', (provider) => {
	it('becomes active although the service is down while n8n starts, and says so in the log', async () => {
		const trigger = await setup.started(provider);
		const { stored } = trigger;
		await world.fault({ provider, ...down });
		const { error, items, ms } = await trigger.poll({ activation: 'init' });
		expect([error, items]).toEqual([undefined, []]);
		expect(ms).toBeLessThan(20_000);
		// RapidPro also says which of the events it never shows.
		const warnings = trigger.warnings.filter((warning) => !warning.includes('never shows'));
		expect(warnings).toEqual([
			expect.stringMatching(
				/\(HTTP 503\).* The trigger is active and tries again with its next poll\.$/,
			),
		]);
		expect(trigger.stored).toBe(stored);
		await world.control('DELETE', '/faults');
		await setup.expectRecovery(trigger, provider);
	});

	it.each(['init', 'activate'] as const)(
		'says what is wrong with the key, at %s',
		async (activation) => {
			const credential = world.credential(provider, { apiKey: 'revoked-key-0000000000' });
			const events = allEvents.filter(
				(event) => provider !== 'rapidPro' || event !== 'statusChanged',
			);
			const trigger = new ActiveTrigger(credential, { events });
			const { error } = await trigger.poll({ activation });
			expect(error?.message).toMatch(/rejected the API key or token/);
			expect(error?.description).not.toContain('The trigger continues');
		},
	);
});

it.each([
	['an answer that does not come', { status: 200, body: '', delayMs: 60_000 }],
	['a rate limit of an hour', { status: 429, headers: { 'Retry-After': '3600' }, body: '{}' }],
])(
	'becomes active within 20 s with %s',
	async (_, fault) => {
		const trigger = new ActiveTrigger(world.credential('smartlead'), { events: allEvents });
		await world.fault({ provider: 'smartlead', ...fault, times: 1_000 });
		const { error, ms } = await trigger.poll({ activation: 'update' });
		expect(error).toBeUndefined();
		expect(ms).toBeLessThan(20_500);
		await world.control('DELETE', '/faults');
	},
	40_000,
);

it('takes a web page for an outage while n8n starts, but not when somebody publishes', async () => {
	const trigger = new ActiveTrigger(world.credential('smartlead'), { events: allEvents });
	const body = '<html><title>Down for maintenance</title></html>';
	await world.fault({ provider: 'smartlead', status: 200, body, times: 2 });
	expect((await trigger.poll({ activation: 'init' })).error).toBeUndefined();
	const { error } = await trigger.poll({ activation: 'activate' });
	expect(error?.message).toContain('sent a web page instead of data');
});
