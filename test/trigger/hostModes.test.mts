import type { IDataObject } from 'n8n-workflow';
import { passTime } from '../engine/clock.mts';
import { hostModes } from '../engine/host.mts';
import { HostedTriggers, removeProcesses, type Watching } from '../engine/hostedTrigger.mts';
import { useSandbox } from '../engine/world.mts';
import { allEvents, eventIds, summarize, TriggerSetup } from './helpers.mts';

const world = useSandbox();
const setup = new TriggerSetup(world);

afterAll(removeProcesses);

const trigger = (id: string, name: string, parameters = {}): Watching => ({
	...{ id, name },
	parameters: { events: allEvents, ...parameters },
});

const seed = async (prefix: string) => await setup.seed('smartlead', 1, prefix);

/** The first words of the campaigns' names. */
const names = (items: IDataObject[]) =>
	summarize(items).map((text) => text.replace(/^(\w+) (\w+) .*$/, '$1 $2'));

describe.each(hostModes)('%s', (mode) => {
	it('loses and repeats nothing when the node is renamed and renamed back', async () => {
		const hosted = new HostedTriggers(mode, world.credential('smartlead'));
		const { host } = hosted;
		await hosted.publish(trigger('t', 'Old'));
		await seed('One');
		await host.poll('t');
		await host.poll('t');
		await seed('Two');
		await hosted.publish(trigger('t', 'New'));
		await host.poll('t');
		await seed('Three');
		await host.poll('t');
		await seed('Four');
		await host.poll('t');
		await host.restart();
		await host.poll('t');
		await seed('Five');
		await hosted.publish(trigger('t', 'Old'));
		await host.poll('t');
		await seed('Six');
		await host.poll('t');
		await host.poll('t');
		const all = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'];
		expect(names(hosted.events)).toEqual(all.map((name) => `created ${name}`));
	});

	it('does not continue from what a node stored before it was renamed, after a restart', async () => {
		const hosted = new HostedTriggers(mode, world.credential('smartlead'));
		const { host } = hosted;
		await hosted.publish(trigger('t', 'Old'));
		await host.poll('t');
		await seed('One');
		await host.poll('t');
		await hosted.publish(trigger('t', 'New'));
		await seed('Two');
		await host.poll('t');
		await host.poll('t');
		host.unpublish();
		await host.restart();
		await hosted.publish(trigger('t', 'Old'));
		await host.poll('t');
		await seed('Three');
		await host.poll('t');
		expect(names(hosted.events)).toEqual(['created One', 'created Two', 'created Three']);
		expect(new Set(eventIds(hosted.events)).size).toBe(3);
	});

	it('keeps two triggers of a workflow apart, whichever was published last', async () => {
		const hosted = new HostedTriggers(mode, world.credential('smartlead'));
		const { host } = hosted;
		const a = trigger('a', 'A', { events: ['created'] });
		const b = trigger('b', 'B', { events: ['deleted', 'updated'] });
		await hosted.publish(a, b);
		for (const id of ['a', 'b']) await host.poll(id);
		await hosted.publish(trigger('a', 'A', { events: ['created', 'statusChanged'] }), b);
		for (const name of ['One', 'Two', 'Three']) {
			await seed(name);
			await host.poll('a');
			await host.poll('b');
			await setup.change('smartlead', (await newest()).name, { max_leads_per_day: 7 });
			await host.poll('b');
			await host.poll('a');
		}
		for (const _ of [1, 2]) {
			await host.restart();
			for (const id of ['a', 'b', 'a', 'b']) await host.poll(id);
		}
		const counted = names(hosted.events);
		expect(counted.filter((text) => text.startsWith('created'))).toHaveLength(3);
		expect(counted.filter((text) => text.startsWith('updated'))).toHaveLength(3);
		expect(counted).toHaveLength(6);
	});

	it('reports deletions, however few polls report anything', async () => {
		await setup.seed('smartlead', 3);
		const hosted = new HostedTriggers(mode, world.credential('smartlead'));
		await hosted.publish(trigger('t', 'T'));
		await setup.remove('smartlead', 'Bulk campaign 2');
		for (const _ of [1, 2, 3]) await hosted.host.poll('t');
		expect(summarize(hosted.events)).toEqual(['deleted Bulk campaign 2']);
	});

	it('reports what happens between the activation and the first poll', async () => {
		const hosted = new HostedTriggers(mode, world.credential('smartlead'));
		await hosted.publish(trigger('t', 'T'));
		await seed('Early');
		for (const _ of [1, 2]) await hosted.host.poll('t');
		expect(names(hosted.events)).toEqual(['created Early']);
	});

	it('reports events again, with the same IDs, when n8n dropped them', async () => {
		const hosted = new HostedTriggers(mode, world.credential('smartlead'));
		const { host } = hosted;
		await hosted.publish(trigger('t', 'T'));
		await host.poll('t');
		await seed('Dropped');
		await host.poll('t', 'nothing is stored');
		await host.restart();
		await host.poll('t');
		await host.poll('t');
		expect(names(hosted.events)).toEqual(['created Dropped']);
	});
});

describe('a busy n8n', () => {
	it('gets events once, when it polls again before it has stored them', async () => {
		const hosted = new HostedTriggers('scheduler', world.credential('smartlead'));
		const { host } = hosted;
		await hosted.publish(trigger('t', 'T'));
		await host.poll('t');
		await seed('Slow');
		await host.poll('t', undefined, async () => {
			passTime(15_000);
			expect(await host.poll('t')).toBe(false);
		});
		await seed('Next');
		await host.poll('t');
		expect(names(hosted.events)).toEqual(['created Slow', 'created Next']);
	});
});

async function newest(): Promise<{ name: string }> {
	const listed = await setup.listed('smartlead');
	const bare = listed.filter(({ name }) => /^(One|Two|Three)/.test(String(name)));
	return { name: String(bare.at(-1)?.name) };
}

it.each(['scheduler', 'durable'] as const)(
	'%s: reads a list and a log that take several polls to their end',
	async (mode) => {
		await setup.seed('inbox', 450);
		const hosted = new HostedTriggers(mode, world.credential('inbox'));
		await hosted.publish(trigger('t', 'T'));
		hosted.budgetMs = 1;
		await setup.remove('inbox', 'Bulk campaign 7');
		await setup.change('inbox', 'Bulk campaign 440', { name: 'Renamed' });
		for (let poll = 0; poll < 25; poll++) await hosted.host.poll('t');
		expect(summarize(hosted.events).sort()).toEqual(['deleted Bulk campaign 7', 'updated Renamed']);
	},
	60_000,
);
