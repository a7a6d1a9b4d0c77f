import type { IDataObject } from 'n8n-workflow';
import { scaledTime } from '../engine/clock.mts';
import { ActiveTrigger } from '../engine/trigger.mts';
import { useSandbox } from '../engine/world.mts';
import { allEvents, summarize, TriggerSetup } from './helpers.mts';
import {
	comparable,
	keyOf,
	recorded,
	type Stored,
	withKeys,
	withMarks,
	withoutIds,
} from './recordedBy010.mts';
import { scenarios } from './upgradeScenarios.mts';

const world = useSandbox();
const setup = new TriggerSetup(world);

/** What 0.1.0 did not store, and the owner, which these tests change. */
const newKeys = [
	...[
		'begunAt',
		'gone',
		'listedAt',
		'mark',
		'node',
		'owner',
		'revision',
		'shortScans',
		'shortSince',
	],
];

/**
 * A state in the form of 0.1.0. Only whether there is a digest counts: 0.1.0 made it of the campaigns instead of the
 * answers, so that the first poll of this version compares them once.
 *
 * @param before the state before the poll: an epoch that begins with the poll is a new one every time
 */
function asStoredBy010({ watch }: Stored, before: Stored | undefined): Stored {
	const known = Object.entries(watch).filter(([key]) => !newKeys.includes(key));
	const isNew = before?.watch.epoch !== watch.epoch;
	const digest = watch.digest === undefined ? {} : { digest: 'of the list' };
	const epoch = isNew ? { epoch: 'new' } : {};
	return { watch: { ...Object.fromEntries(known), ...digest, ...epoch } };
}

describe.each(Object.entries(scenarios))('from a state of 0.1.0: %s', (name, steps) => {
	it.each(steps.map((step, index) => [index, step.what, step] as const))(
		'reports and stores the same in step %i, %s',
		async (index, _, step) => {
			const before = index === 0 ? undefined : recorded[name]?.[index - 1];
			const expected = recorded[name]?.[index];
			const credential = world.credential(step.provider, { apiKey: keyOf(step) });
			// Another workflow for each step: 0.1.0 ended with each.
			const workflow = `${name} ${index}`;
			const trigger = new ActiveTrigger(credential, step.parameters, {}, workflow);
			if (before !== undefined) {
				const { watch } = withMarks(world, before.stored, steps);
				// 0.1.0 never read the whole list again once it looked for new campaigns only.
				const listed = name === 'only new campaigns' ? { listedAt: Date.now() } : {};
				const own = { ...watch, ...listed, owner: `${workflow}:trigger-1` };
				trigger.stored = JSON.stringify({ watch: own });
			}
			for (const answer of step.answers)
				await world.fault({ status: 200, ...answer, provider: step.provider });

			const { items, error } = await scaledTime(
				step.timeScale ?? 1,
				async () => await trigger.poll({ budgetMs: step.budgetMs ?? 60_000 }),
			);

			expect(error).toBeUndefined();
			// A first scan of this version gives other IDs to what exists than 0.1.0 did.
			const isFirst = before === undefined;
			const itemsOf010 = withoutIds(expected?.items ?? [], isFirst);
			expect(comparable(world, withoutIds(items, isFirst), step)).toEqual(itemsOf010);
			const stored = withKeys(world, trigger.stored, steps);
			const same = expected && asStoredBy010(expected.stored, before?.stored);
			expect(asStoredBy010(stored, before?.stored)).toEqual(same);
		},
	);
});

it('reports nothing when a new version tracks other fields, however little time a poll has', async () => {
	await setup.seed('inbox', 300);
	const trigger = new ActiveTrigger(world.credential('inbox'), { events: allEvents });
	await trigger.poll();
	// As an earlier version left it: fingerprints of other fields, and no digest of the list.
	const data = JSON.parse(trigger.stored) as { watch: IDataObject };
	const { digest: _digest, ...watch } = data.watch;
	const entries = String(watch.entries)
		.split(';')
		.map((entry) => `${entry.charAt(0)}earlier0${entry.slice(9)}`)
		.join(';');
	trigger.stored = JSON.stringify({ watch: { ...watch, basis: 'old0', entries } });
	for (let poll = 0; poll < 12; poll++)
		expect((await trigger.poll({ budgetMs: 1 })).items).toEqual([]);
	await setup.change('inbox', 'Bulk campaign 5', { name: 'Renamed' });
	const reported: string[] = [];
	for (const _ of [1, 2]) reported.push(...summarize((await trigger.poll()).items));
	expect(reported).toEqual(['updated Renamed']);
});
