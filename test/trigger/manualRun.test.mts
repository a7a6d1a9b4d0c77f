import type { IDataObject } from 'n8n-workflow';
import { ActiveTrigger } from '../engine/trigger.mts';
import { providerIds, useSandbox } from '../engine/world.mts';
import { allEvents } from './helpers.mts';

const world = useSandbox();

it.each(providerIds)(
	'%s: a test in the editor shows a campaign and stores nothing',
	async (provider) => {
		// RapidPro's campaigns have one status.
		const event = provider === 'rapidPro' ? 'updated' : 'statusChanged';
		const trigger = new ActiveTrigger(world.credential(provider), { events: [event] });
		const { items } = await trigger.poll({ mode: 'manual' });
		const stored = await world.stored(provider);
		expect(items).toHaveLength(1);
		const [item] = items;
		expect(stored.map(({ name }) => name)).toContain((item?.campaign as IDataObject).name);
		expect(item).toMatchObject({ event, eventId: 'sample' });
		expect(trigger.stored).toBe('{}');
	},
);

it('shows in a test any of the events that a campaign matches', async () => {
	const trigger = new ActiveTrigger(world.credential('smartlead'), {
		...{ events: ['statusChanged', 'updated'], statuses: ['unknown'] },
	});
	const { items } = await trigger.poll({ mode: 'manual' });
	expect(items).toMatchObject([{ event: 'updated', eventId: 'sample' }]);
});

/** Nobody knows whether the trigger is published: there may be no next poll. */
const waiting =
	'An active trigger waits for one. To test it now, widen the filters or choose another event.';

it('says in a test that no message matches the filters, and does not look for it in the list', async () => {
	const trigger = new ActiveTrigger(world.credential('inbox'), { events: ['messageReplied'] });
	const { error } = await trigger.poll({ mode: 'manual' });
	expect(error?.message).toBe('Inbox shows no message that matches the filters');
	expect(error?.description).toBe(waiting);
	expect((await world.received('inbox')).map(({ path }) => path)).toEqual(['/api/v1/events']);
});

it('says in a test that no campaign matches the filters', async () => {
	const filters = { name: 'no such name' };
	const trigger = new ActiveTrigger(world.credential('inbox'), { events: allEvents, filters });
	const { error } = await trigger.poll({ mode: 'manual' });
	expect(error?.message).toBe('Inbox has no campaign that matches the filters');
	expect(error?.description).toBe(waiting);
});
