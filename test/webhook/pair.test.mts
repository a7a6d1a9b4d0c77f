import { signature } from '../../sandbox/api/webhooks/signature.mts';
import { ActiveTrigger } from '../engine/trigger.mts';
import { WebhookHost } from '../engine/webhook.mts';
import { useSandbox } from '../engine/world.mts';
import { inboxSecret, WebhookSetup } from './setup.mts';

const world = useSandbox();
const setup = new WebhookSetup(world, WebhookHost.use());

it('Inbox: both triggers give the same event the same eventId', async () => {
	const node = await setup.published('inbox', {
		provider: 'inbox',
		events: ['created', 'statusChanged'],
	});
	const poller = new ActiveTrigger(world.credential('inbox'), {
		events: ['created', 'statusChanged'],
		options: { requestsPerMinute: 1_000_000 },
	});
	await poller.poll();

	const change = async (name: string, status: string) => {
		const campaign = (await world.stored('inbox')).find((each) => each.name === name);
		await world.control('PUT', `/campaigns/inbox/${String(campaign?.id)}`, { status });
	};
	const { items } = await world.run('inbox', {
		operation: 'create',
		name: 'Pair',
		accountLinkIds: ['r4t9vw15jm6bn3yxcf2dq8ek'],
	});
	expect(items).toHaveLength(1);
	await change('Pair', 'active');
	await change('Pair', 'paused');
	await change('Pair', 'active');
	await change('Pair', 'completed');
	await setup.delivered();
	const polled = (await poller.poll()).items;

	const told = (list: typeof polled) =>
		list.map(({ event, eventId, campaign }) => [
			event,
			eventId,
			(campaign as { status: string }).status,
		]);
	expect(told(node.items).sort()).toEqual(told(polled).sort());
	expect(told(polled).map(([event]) => event)).toEqual([
		...['created', 'statusChanged', 'statusChanged', 'statusChanged', 'statusChanged'],
	]);
});

it('Inbox: a number in the log that is sent as text is the same number', async () => {
	const node = await setup.published('inbox');
	const send = async (seq: unknown) => {
		const event = { id: 'd1', seq, type: 'campaign.started', version: '1.0' };
		const body = JSON.stringify({ ...event, data: { campaignId: 'c1' } });
		const signed = signature(inboxSecret, body, Math.floor(Date.now() / 1000), ',');
		const headers = { 'Content-Type': 'application/json', 'X-Inbox-Signature': signed };
		await setup.host.call(node, { body, headers });
	};
	for (const seq of [12, '12', null, 1.5]) await send(seq);
	const [numbered] = node.items;
	expect(node.items.map(({ eventId }) => eventId)).toEqual([numbered?.eventId, 'd1']);
});
