import { scaledTime } from '../engine/clock.mts';
import { hostModes } from '../engine/host.mts';
import { HostedTriggers, removeProcesses, type Watching } from '../engine/hostedTrigger.mts';
import { loadVersion, type PackedVersion, removeVersions } from '../engine/packedVersions.mts';
import { ActiveTrigger } from '../engine/trigger.mts';
import { useSandbox } from '../engine/world.mts';
import { allEvents, summarize, TriggerSetup } from './helpers.mts';
import {
	comparable,
	keyOf,
	recorded,
	type Stored,
	withMarks,
	withoutIds,
} from './recordedBy010.mts';
import { scenarios, type Step } from './upgradeScenarios.mts';

const world = useSandbox();
const setup = new TriggerSetup(world);
const version010 = await loadVersion('0.1.0');
/** This version before and after 0.1.0 ran: another process, so that it remembers nothing. */
const [before010, after010] = await Promise.all([loadVersion(), loadVersion()]);
afterAll(() => {
	removeVersions();
	removeProcesses();
});

describe.each(Object.entries(scenarios))('back to 0.1.0 and forth: %s', (name, steps) => {
	const all = recorded[name] ?? [];

	it.each(steps.slice(1).map((step, index) => [index + 1, step.what] as const))(
		'0.1.0 reports in step %i, %s, what it reports on its own, and so does this version in the next step',
		async (index) => {
			// Another workflow for each step: processes remember what they reported.
			const workflow = `${name} ${index}, back`;
			const trigger = new ActiveTrigger({}, {}, {}, workflow);
			const stored = all[index - 2]?.stored;
			if (stored !== undefined) {
				const { watch } = withMarks(world, stored, steps);
				trigger.stored = JSON.stringify({ watch: { ...watch, owner: `${workflow}:trigger-1` } });
			}
			const poll = async (step: Step, version: PackedVersion) => {
				if (name === 'only new campaigns' && version !== version010 && trigger.stored !== '{}') {
					// Otherwise it reads the whole list, because 0.1.0 does not store when it did.
					const { watch } = JSON.parse(trigger.stored) as Stored;
					trigger.stored = JSON.stringify({ watch: { ...watch, listedAt: Date.now() } });
				}
				await world.control('POST', '/reset');
				for (const answer of step.answers)
					await world.fault({ status: 200, ...answer, provider: step.provider });
				trigger.credential = world.credential(step.provider, { apiKey: keyOf(step) });
				trigger.parameters = step.parameters;
				trigger.version = version.nodeTypes;
				const { items, error } = await scaledTime(
					step.timeScale ?? 1,
					async () => await trigger.poll({ budgetMs: step.budgetMs ?? 60_000 }),
				);
				expect(error).toBeUndefined();
				return comparable(world, items, step);
			};
			const [previous, step, next] = steps.slice(index - 1);
			if (previous === undefined || step === undefined) throw new Error('There is no such step.');

			await poll(previous, before010);
			const { watch } = JSON.parse(trigger.stored) as Stored;
			// Where the memory begins anew, it gives other IDs than the recorded one.
			const isNew = watch.epoch !== all[index - 1]?.stored.watch.epoch;
			expect(withoutIds(await poll(step, version010), isNew)).toEqual(
				withoutIds(all[index]?.items ?? [], isNew),
			);
			if (next === undefined) return;
			expect(withoutIds(await poll(next, after010), isNew)).toEqual(
				withoutIds(all[index + 1]?.items ?? [], isNew),
			);
		},
	);
});

const versions = [before010, version010, after010, version010, after010];
const twice = (text: string) => [text, text];
const pairs = versions.map((_, index) => [2 * index + 1, 2 * index + 2]);

describe.each(hostModes)('in the mode %s, from this version to 0.1.0 and back', (mode) => {
	const watching = (number: number, name = `Trigger ${number}`): Watching => ({
		id: `node-${number}`,
		name,
		parameters: { provider: 'smartlead', events: allEvents },
	});

	/** Lets each of five processes report two campaigns with each trigger. @returns what they reported, by process */
	async function run(hosted: HostedTriggers, nodes: Watching[]): Promise<string[][]> {
		const reported: string[][] = [];
		const pollAll = async () => {
			for (const { id } of nodes) await hosted.host.poll(id);
		};
		for (const [index, { dist }] of versions.entries()) {
			hosted.dist = dist;
			const before = hosted.events.length;
			if (index === 0)
				for (const [at] of nodes.entries()) await hosted.publish(...nodes.slice(0, at + 1));
			else await hosted.host.restart();
			await pollAll();
			for (const _ of [1, 2]) {
				await setup.seed('smartlead', 1, 'Late');
				await pollAll();
				await pollAll();
			}
			reported.push(summarize(hosted.events.slice(before)));
		}
		return reported;
	}

	it('a trigger reports each event once', async () => {
		const hosted = new HostedTriggers(mode, world.credential('smartlead'));
		const reported = await run(hosted, [watching(1)]);
		expect(reported).toEqual(pairs.map((pair) => pair.map((number) => `created Late ${number}`)));
	});

	it('two triggers of a workflow report each event once, unless 0.1.0 repeats its own', async () => {
		const hosted = new HostedTriggers(mode, world.credential('smartlead'));
		const reported = await run(hosted, [watching(1), watching(2)]);
		const once = pairs.map((pair) => pair.flatMap((number) => twice(`created Late ${number}`)));
		// 0.1.0 does not read what this version notes of a trigger whose state n8n stored too old.
		if (mode === 'inProcess') once[1]?.unshift('created Late 2', 'created Late 1');
		expect(reported).toEqual(once);
	}, 60_000);
});

it('0.1.0 reports no change of names that are too long to be stored, and that a filter compares', async () => {
	const trigger = new ActiveTrigger(world.credential('smartlead'), {
		events: allEvents,
		filters: { name: 'campaign' },
	});
	await setup.seed(
		'smartlead',
		5,
		'A campaign whose name is much too long to be stored in the state',
	);
	await trigger.poll();
	const reported: string[] = [];
	for (const { nodeTypes } of [version010, after010]) {
		trigger.version = nodeTypes;
		await setup.seed('smartlead', 1, 'New campaign');
		reported.push(...summarize((await trigger.poll()).items));
	}
	expect(reported).toEqual(['created New campaign 6', 'created New campaign 7']);
});

it('0.1.0 refuses events that it does not know, and leaves the state as it is', async () => {
	const trigger = new ActiveTrigger(world.credential('inbox'), {
		events: ['created', 'messageSent'],
	});
	await trigger.poll();
	const { stored } = trigger;
	trigger.version = version010.nodeTypes;
	await setup.seed('inbox', 1);
	const { error } = await trigger.poll();
	expect(error?.message).toBe("'Events' can't hold 'messageSent'");
	expect(trigger.stored).toBe(stored);
	trigger.version = after010.nodeTypes;
	expect(summarize((await trigger.poll()).items)).toEqual(['created Bulk campaign 1']);
});
