import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, type ProviderId, providerIds, useSandbox } from '../engine/world.mts';
import { facts, storedId } from '../providers/facts.mts';
import { pairs, type WriteRequest, wishParameters } from './planPairs.mts';

const world = useSandbox();

/** How many pairs of a state and a wish are tried in all. `npm run test:plans` tries 10,000. */
const { PLAN_PAIRS = '1000' } = process.env;
const itemsInRun = 100;
const pairsOfProvider = Number(PLAN_PAIRS) / providerIds.length;

const counts = { pairs: 0, writes: 0, none: 0, refused: 0, again: 0 };
afterAll(() => {
	const { pairs: all, writes, none, refused, again } = counts;
	process.stdout.write(
		`Plans: ${all} pairs; ${writes} writes, each a step of its plan; ${none} plans without a step; ${refused} refused; ${again} applied again without a write\n`,
	);
});

interface PlannedItem extends IDataObject {
	error?: string;
	plan?: string;
	steps?: string[];
	planId?: string;
}

type Operation = 'create' | 'upsert' | 'update' | 'changeStatus' | 'delete';

/** What one run does to many campaigns. */
interface RunOfPairs {
	readonly operation: Operation;
	readonly parameters: INodeParameters;
	readonly items: IDataObject[];
}

/** The operations of a provider, in the order in which the runs take turns. */
function operationsOf(provider: ProviderId): Operation[] {
	const { update, newStatus, deletableId } = facts[provider];
	return [
		...(update === undefined ? [] : (['upsert', 'update', 'upsert'] as const)),
		'create',
		...(newStatus === undefined ? [] : (['changeStatus'] as const)),
		...(update === undefined ? [] : (['update', 'upsert'] as const)),
		...(deletableId === undefined ? [] : (['delete'] as const)),
	];
}

/** A run over the campaigns as earlier runs left them. */
async function runOfPairs(provider: ProviderId, index: number): Promise<RunOfPairs> {
	const operations = operationsOf(provider);
	const operation = operations[index % operations.length] ?? 'create';
	const { wish, statuses } = pairs[provider];
	const stored = (await world.stored(provider)).filter(({ name }) =>
		/^(Row|New) /.test(String(name)),
	);
	const wishes = fc.sample(wish, { numRuns: itemsInRun, seed: 7_000 + index });
	const items = wishes.map((one, place) => {
		const campaign = stored[(place * 7 + index) % Math.max(stored.length, 1)];
		// Every fifth is about a campaign that is yet to be made.
		const isNew =
			operation === 'create' ? place % 2 === 0 : operation === 'upsert' && place % 5 === 0;
		return {
			wish: one,
			id: isNew ? '' : storedId(provider, campaign),
			name: isNew ? `New ${index}-${place}` : String(campaign?.name),
			status: statuses[place % Math.max(statuses.length, 1)] ?? '',
			pause: place % 3 === 0,
		};
	});
	// Items about the same campaign would follow each other: the plan of the second is another one by then.
	const unique = items.filter(
		({ name }, place) => items.findIndex((other) => other.name === name) === place,
	);
	const { required } = facts[provider].create;
	const campaign = byId('={{ $json.id }}');
	const made = {
		name: '={{ $json.name }}',
		...required,
		...(provider === 'rapidPro' ? { group: byId('={{ $json.wish.group ?? "Farmers" }}') } : {}),
		additionalFields: wishParameters(provider, false),
	};
	const parameters: Readonly<Record<Operation, INodeParameters>> = {
		create: made,
		upsert: { matchBy: 'name', ...made },
		update: { campaign, updateFields: wishParameters(provider, true) },
		changeStatus: { campaign, status: '={{ $json.status }}' },
		delete: { campaign },
	};
	const taken = operation === 'delete' ? unique.slice(0, 20) : unique;
	return { operation, parameters: { operation, ...parameters[operation] }, items: taken };
}

async function runItems(
	provider: ProviderId,
	{ operation, parameters, items }: RunOfPairs,
	options: INodeParameters,
): Promise<IDataObject[]> {
	await world.control('DELETE', '/requests');
	const { items: outputs, error } = await world.run(
		provider,
		{
			...parameters,
			options: {
				requestsPerMinute: 1_000_000,
				itemsAtOnce: 10,
				...(operation === 'create' ? { ifNameExists: 'use' } : {}),
				...(['update', 'upsert'].includes(operation)
					? { pauseWhileChanging: '={{ $json.pause }}' }
					: {}),
				...options,
			},
		},
		{ items, node: { onError: 'continueRegularOutput' } },
	);
	if (outputs === undefined) throw error ?? new Error('The node has no output.');
	return outputs;
}

async function writes(provider: ProviderId): Promise<WriteRequest[]> {
	return (await world.received(provider)).filter(({ method }) => method !== 'GET');
}

/** The campaign of each event of the items' campaigns. */
async function eventOwners({ items }: RunOfPairs): Promise<Map<string, string>> {
	const owners = new Map<string, string>();
	for (const { id } of items) {
		if (id === '') continue;
		const path = `/events?provider=rapidPro&campaign=${String(id)}`;
		for (const { uuid } of (await world.control('GET', path)) as IDataObject[]) {
			owners.set(String(uuid), String(id));
		}
	}
	return owners;
}

/** Plans a run, applies it and applies it again. @returns what does not hold */
async function tryRun(provider: ProviderId, index: number): Promise<string[]> {
	const run = await runOfPairs(provider, index);
	const wrong: string[] = [];
	const { deed, writeOnly } = pairs[provider];
	const plans = (await runItems(provider, run, { planOnly: true })) as PlannedItem[];
	if ((await writes(provider)).length > 0) wrong.push('planning wrote');
	const owners = provider === 'rapidPro' ? await eventOwners(run) : new Map<string, string>();

	const withIds = run.items.map((item, place) => ({ ...item, planId: plans[place]?.planId ?? '' }));
	const outputs = await runItems(
		provider,
		{ ...run, items: withIds },
		index % 2 === 0 ? { planId: '={{ $json.planId }}' } : {},
	);
	const sent = (await writes(provider)).map(deed);
	let expected = 0;
	for (const [place, item] of run.items.entries()) {
		const plan = plans[place] ?? {};
		const output = outputs[place] ?? {};
		const own = sent.filter(
			({ id, name, event }) =>
				(id !== undefined && (id === item.id || id === output.id || id === errorId(output))) ||
				(name !== undefined && name === item.name) ||
				(event !== undefined && owners.get(event) === item.id),
		);
		const did = own.map(({ step }) => step).join(', ');
		const steps = plan.steps ?? [];
		const told = `${run.operation} ${JSON.stringify(item)}: ${JSON.stringify(plan)}`;
		counts.pairs++;
		expected += own.length;
		if (plan.error !== undefined) {
			counts.refused++;
			if (output.error !== plan.error)
				wrong.push(`${told} but it came to ${JSON.stringify(output)}`);
			if (did !== '') wrong.push(`${told}, yet did ${did}`);
		} else if (output.error !== undefined) {
			// The service refused a step: those before were done.
			counts.refused++;
			const isBegun = steps.slice(0, own.length).join(', ') === did && own.length > 0;
			if (!isBegun) wrong.push(`${told} but did ${did}: ${JSON.stringify(output)}`);
		} else {
			if (steps.length === 0) counts.none++;
			if (did !== steps.join(', ')) wrong.push(`${told} but did ${did}`);
		}
	}
	counts.writes += sent.length;
	if (expected !== sent.length) wrong.push(`${sent.length - expected} writes belong to no item`);

	// Stopping is always sent, and what is deleted cannot be deleted again.
	if (run.operation === 'changeStatus' || run.operation === 'delete') return wrong;
	const readable = run.items.flatMap((item, place) => {
		const { wish } = item as { wish: IDataObject };
		const isDone = outputs[place]?.error === undefined;
		return isDone && writeOnly.every((name) => wish[name] === undefined) ? [item] : [];
	});
	if (readable.length === 0) return wrong;
	const again = await runItems(provider, { ...run, items: readable }, {});
	const repeated = (await writes(provider)).map(deed);
	counts.again += readable.length;
	if (repeated.length > 0) wrong.push(`applied again: ${JSON.stringify(repeated)}`);
	const failed = again.filter(({ error }) => error !== undefined);
	if (failed.length > 0) wrong.push(`failed when applied again: ${JSON.stringify(failed)}`);
	return wrong;
}

function errorId({ details }: IDataObject): unknown {
	return (details as IDataObject | undefined)?.campaignId;
}

it.each(providerIds)(
	'%s: what a plan says is what is then done, once',
	async (provider) => {
		await world.control('POST', '/seed', { provider, count: 60, prefix: 'Row' });
		const before = counts.pairs;
		for (let index = 0; counts.pairs - before < pairsOfProvider; index++) {
			expect([provider, index, await tryRun(provider, index)]).toEqual([provider, index, []]);
		}
	},
	1_200_000,
);
