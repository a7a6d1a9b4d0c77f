import { runCampaign } from '../engine/engine.mts';
import { byId, useSandbox } from '../engine/world.mts';

const world = useSandbox();

/** What the sandbox enforces, and the same as the node's option, which it spreads in steps of two seconds. */
const limit = { requests: 10, windowMs: 2_000 };
const requestsPerMinute = 300;

it('keeps below the rate although the first request took longer to arrive than the others', async () => {
	await world.control('PUT', '/limits', { inbox: limit });
	// Smartlead, Inbox: a window begins when its first request arrives, here half a second late.
	await world.fault({ provider: 'inbox', delayMs: 500, times: 3 });
	const { items, error } = await runCampaign({
		credential: world.credential('inbox'),
		parameters: {
			provider: 'inbox',
			operation: 'get',
			campaign: byId('usdjpdql3f90seqk13rwuo7z'),
			options: { requestsPerMinute, itemsAtOnce: 3 },
		},
		items: Array.from({ length: 25 }, () => ({})),
	});
	expect(error).toBeUndefined();
	expect(items).toHaveLength(25);
	const statuses = (await world.log('inbox')).map(({ status }) => status);
	expect(statuses).toEqual(Array.from({ length: 25 }, () => 200));
}, 20_000);
