import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { ActiveTrigger } from '../engine/trigger.mts';
import { useSandbox } from '../engine/world.mts';

const world = useSandbox();

const events = ['messageSent', 'messageReplied'];

/** A line of the log as Inbox documents its envelope; what `data` holds is not documented. */
const line = (seq: number, type: string, data: IDataObject = {}): IDataObject => ({
	...{ id: `delivery-${seq}`, seq, teamId: 'team1', type, version: '1.0', data },
	timestamp: '2026-11-29T12:00:00.000Z',
});

async function log(...lines: IDataObject[]): Promise<void> {
	const body = { events: lines, hasMore: false, lastSeq: lines.length };
	await world.fault({ provider: 'inbox', path: '/events$', status: 200, body });
}

const campaign = { id: 'campaign1', name: 'Spring launch', status: 'active' };

/** A trigger that has read the log to its end. */
async function started(parameters: IDataObject = {}): Promise<ActiveTrigger> {
	const trigger = new ActiveTrigger(world.credential('inbox'), { events, ...parameters });
	for (const _ of [1, 2]) await trigger.poll();
	return trigger;
}

it('reports messages that were sent and answered, each once, as a delivery by webhook would', async () => {
	const trigger = await started();
	const message = { id: 'm1', content: 'Hello' };
	await log(
		line(1, 'target.contacted', { campaign, target: { id: 't1', username: 'ada' }, message }),
		line(2, 'target.followUpSent', { campaign }),
		line(3, 'target.replied', { campaignId: 'campaign1' }),
		line(4, 'message.received', { campaign }),
	);
	const { items } = await trigger.poll();
	const detectedAt = expect.any(String) as unknown;
	const common = { detectedAt, occurredAt: '2026-11-29T12:00:00.000Z', provider: 'inbox' };
	const nulls = { providerStatus: null, createdAt: null, updatedAt: null, url: null };
	expect(items).toMatchObject([
		{
			...common,
			...{ event: 'messageSent', providerEvent: 'target.contacted' },
			campaign: { id: 'campaign1', name: 'Spring launch', status: 'active', provider: 'inbox' },
			contact: { id: 't1', email: null, name: 'ada' },
			message: { id: 'm1', subject: null, url: null, reason: null, text: 'Hello' },
		},
		{ ...common, event: 'messageSent', providerEvent: 'target.followUpSent' },
		{
			...{ event: 'messageReplied', providerEvent: 'target.replied' },
			campaign: { ...nulls, id: 'campaign1', name: null, status: null, provider: 'inbox' },
		},
	]);
	const text = ['inbox', 'campaign1', 'messageSent', 'log', 1].map((part) =>
		JSON.stringify(String(part)),
	);
	const id = createHash('sha256').update(text.join('\n')).digest('base64url').slice(0, 22);
	expect(items[0]?.eventId).toBe(id);
	expect(new Set(items.map(({ eventId }) => eventId)).size).toBe(3);
	expect((await trigger.poll()).items).toEqual([]);
});

it('returns the service’s own line with Simplify off', async () => {
	const trigger = await started({ options: { simplify: false } });
	const sent = line(1, 'target.contacted', { campaign });
	await log(sent);
	expect((await trigger.poll()).items).toMatchObject([{ event: 'messageSent', data: sent }]);
});

it.each([
	['campaign ID', { campaigns: 'campaign2' }, ['campaign2']],
	['name', { name: 'LAUNCH' }, ['campaign1']],
])('filters messages by %s', async (_, filters, expected) => {
	const trigger = await started({ filters });
	await log(
		line(1, 'target.contacted', { campaign }),
		line(2, 'target.contacted', { campaign: { ...campaign, id: 'campaign2', name: 'Autumn' } }),
	);
	const { items } = await trigger.poll();
	expect(items.map((item) => (item.campaign as IDataObject).id)).toEqual(expected);
});

it('does not report the messages from before the activation, nor those that were not asked for', async () => {
	const trigger = new ActiveTrigger(world.credential('inbox'), { events: ['messageReplied'] });
	await log(line(1, 'target.replied', { campaign }));
	expect((await trigger.poll()).items).toEqual([]);
	await log(line(2, 'target.contacted', { campaign }));
	expect((await trigger.poll()).items).toEqual([]);
	trigger.parameters = { events };
	await log(line(3, 'target.contacted', { campaign }));
	expect((await trigger.poll()).items).toEqual([]);
	await log(line(4, 'target.contacted', { campaign }));
	expect((await trigger.poll()).items).toHaveLength(1);
});

it('shows a message of the log in a test', async () => {
	const trigger = new ActiveTrigger(world.credential('inbox'), { events });
	await log(line(1, 'target.replied', { campaign }), line(2, 'target.contacted', { campaign }));
	const { items } = await trigger.poll({ mode: 'manual' });
	expect(items).toMatchObject([{ event: 'messageSent', eventId: 'sample' }]);
});

it('says that only Inbox shows messages', async () => {
	const trigger = new ActiveTrigger(world.credential('smartlead'), { events });
	const { error } = await trigger.poll({ activation: 'activate' });
	expect(error?.message).toBe("Smartlead never shows 'Message Replied', 'Message Sent'");
});
