import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { keys } from '../../sandbox/api/keys.mts';
import { ActiveTrigger } from '../engine/trigger.mts';
import { type ProviderId, useSandbox } from '../engine/world.mts';
import { allEvents, summarize, TriggerSetup } from './helpers.mts';
import { scenarios, type Step } from './upgradeScenarios.mts';

const world = useSandbox();
const setup = new TriggerSetup(world);

interface Stored {
	watch: IDataObject;
}

/** What version 0.1.0 itself stored and reported after each step of each scenario. */
const recorded = JSON.parse(
	readFileSync(join(import.meta.dirname, 'stateOf010.json'), 'utf8'),
) as Record<string, Array<{ stored: Stored; items: IDataObject[] }>>;

const apiPaths: Record<ProviderId, string> = {
	dailyStory: '/api/v1',
	falconyte: '/public/v1',
	inbox: '/api/v1',
	rapidPro: '/api/v2',
	smartlead: '/api/v1',
};

const keyOf = ({ provider, key }: Step) => key ?? keys[provider];

/** How 0.1.0 marked the account of a step, whose address differs from run to run. */
function accountMark(step: Step): string {
	const parts = [`${world.address(step.provider)}${apiPaths[step.provider]}`, keyOf(step)];
	const text = parts.map((part) => JSON.stringify(part)).join('\n');
	return createHash('sha256').update(text).digest('base64url').slice(0, 4);
}

/** A state with every account's mark replaced by the key, which is the same in every run. */
function withKeys(stored: string, steps: readonly Step[]): Stored {
	const state = JSON.parse(stored) as Stored;
	const step = steps.find((each) => accountMark(each) === state.watch.account);
	if (step !== undefined) state.watch.account = keyOf(step);
	return state;
}

function withMarks({ watch }: Stored, steps: readonly Step[]): Stored {
	const step = steps.find((each) => keyOf(each) === watch.account);
	if (step === undefined) throw new Error('No step of the scenario has this key.');
	return { watch: { ...watch, account: accountMark(step) } };
}

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
 * A state in the form of 0.1.0.
 *
 * @param before the state before the poll: an epoch that begins with the poll is a new one every time
 */
function asStoredBy010({ watch }: Stored, before: Stored | undefined): Stored {
	const known = Object.entries(watch).filter(([key]) => !newKeys.includes(key));
	const isNew = before?.watch.epoch !== watch.epoch;
	return { watch: { ...Object.fromEntries(known), ...(isNew ? { epoch: 'new' } : {}) } };
}

/** Items without the time of the poll and the address of the sandbox. */
function comparable(items: IDataObject[], { provider }: Step): unknown {
	const timeless = items.map(({ detectedAt: _now, ...item }) => item);
	const text = JSON.stringify(timeless);
	return JSON.parse(text.replaceAll(world.address(provider), 'https://service.example'));
}

function withoutIds(items: IDataObject[], isFirst: boolean): IDataObject[] {
	return isFirst ? items.map(({ eventId: _id, ...item }) => item) : items;
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
				const { watch } = withMarks(before.stored, steps);
				// 0.1.0 never read the whole list again once it looked for new campaigns only.
				const listed = name === 'only new campaigns' ? { listedAt: Date.now() } : {};
				const own = { ...watch, ...listed, owner: `${workflow}:trigger-1` };
				trigger.stored = JSON.stringify({ watch: own });
			}
			for (const answer of step.answers)
				await world.fault({ status: 200, ...answer, provider: step.provider });

			const { items, error } = await trigger.poll({ budgetMs: step.budgetMs ?? 60_000 });

			expect(error).toBeUndefined();
			// A first scan of this version gives other IDs to what exists than 0.1.0 did.
			const isFirst = before === undefined;
			const itemsOf010 = withoutIds(expected?.items ?? [], isFirst);
			expect(comparable(withoutIds(items, isFirst), step)).toEqual(itemsOf010);
			const stored = withKeys(trigger.stored, steps);
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
