import type { IDataObject } from 'n8n-workflow';
import { type ProviderId, providerIds } from '../engine/world.mts';
import { facts } from '../providers/facts.mts';
import { type Outcome, type Place, rolesOf } from './cell.mts';
import { type Fault, faults, type Promised, type Role } from './faults.mts';
import { Pool } from './pool.mts';
import { type RedirectTarget, openRedirectTarget } from './redirectTarget.mts';
import { moreScenarios, type Scenario, scenarios } from './scenarios.mts';

const placeCount = 24;

/** In ms: a few requests that each wait as long as they may, with room for a busy machine. */
const longestMs = 60_000;

const pool = new Pool();
let redirectTarget: RedirectTarget;
const results = new Map<string, Promise<string[]>>();
let cellsRun = 0;

beforeAll(async () => {
	redirectTarget = await openRedirectTarget();
	await pool.open(placeCount);
	// All at once, as cells mostly wait.
	for (const provider of providerIds) {
		for (const scenario of rowsOf(provider)) {
			results.set(`${provider} ${scenario.verb}`, runScenario(provider, scenario));
		}
	}
});

afterAll(async () => {
	await Promise.allSettled(results.values());
	await pool.close();
	await redirectTarget.close();
	process.stdout.write(`Fault matrix: ${cellsRun} cells run\n`);
}, 600_000);

/** The scenarios whose outputs are campaigns. */
function rowsOf(provider: ProviderId): Scenario[] {
	const more = moreScenarios[provider] ?? [];
	return [...scenarios(provider), ...more.filter(({ makes }) => makes !== undefined)];
}

interface Cell {
	readonly fault: Fault;
	/** The number of the request that meets it, from 0. */
	readonly at: number;
	readonly times: number;
	readonly promised: Promised;
}

/** What the node promises when request number `at` (from 0) meets a fault. */
function promisedFor(
	provider: ProviderId,
	{ verb }: Scenario,
	fault: Fault,
	roles: readonly Role[],
	at: number,
): Promised {
	const role = roles[at] ?? 'read';
	const isMade = roles.slice(0, at).includes('creation');
	// A created campaign is an output even when it cannot be read again: another run would create a second one.
	if (role === 'read' && isMade && !roles.slice(at).includes('idempotent')) return 'success';
	// Whatever the response was, the node reads back the status, and on some services everything that was written.
	const isVerifiable =
		['changeStatus', 'delete'].includes(verb) || facts[provider].update?.isVerifiable === true;
	if (isVerifiable && role === 'idempotent' && fault.handled === true) return 'success';
	const promised = fault.once[role];
	const isLost = role === 'creation' && fault.handled === true;
	return !facts[provider].create.isRecoverable && isLost ? 'error' : promised;
}

/** Checks what must hold whatever went wrong. @returns what does not hold */
async function violations(
	place: Place,
	provider: ProviderId,
	scenario: Scenario,
	cell: Cell,
	clean: { before: string; done: Outcome },
	outcome: Outcome,
): Promise<string[]> {
	const { items, error, state, made, ms, key } = outcome;
	const said = `${error?.message ?? ''} ${error?.description ?? ''}`;
	const wrong: string[] = [];
	const must = (holds: boolean, what: string) => {
		if (!holds) wrong.push(what);
	};
	must(ms < longestMs, `took ${Math.round(ms)} ms`);
	must((error === undefined) !== (items === undefined), 'neither a result nor an error');
	must(made.length <= 1, `${made.length} campaigns were made`);
	must(!JSON.stringify([items, error, error?.stack]).includes(key), 'the key shows');
	if (cell.promised === 'success') {
		must(error === undefined, `no success: ${said}`);
		must(state === clean.done.state, 'success, but not all was done');
	}
	if (cell.promised === 'error') must(error !== undefined, 'no error');
	if (error !== undefined) {
		must(/^Node(Api|Operation)Error$/.test(error.name), `a bare ${error.name}`);
		must(error.message.length > 10 && (error.description ?? '').length > 10, 'says too little');
		const [id] = made;
		const tells = id === undefined ? false : said.includes(id);
		must(id === undefined || tells || said.includes('not known whether'), 'hides what was made');
		const isChanged = state !== clean.before;
		must(
			!isChanged ||
				tells ||
				/not known whether|may still have taken effect|Done: |may be/.test(said),
			`hides that something was done: ${said}`,
		);
		must(!isChanged || !said.includes('Nothing was sent'), 'says that nothing was sent');
	} else if (scenario.verb === 'getAll') {
		must(items?.length === clean.done.items?.length, 'not the whole list');
	} else if (scenario.verb === 'delete') {
		must(state === clean.done.state, 'says deleted, but it is there');
	} else {
		const output: IDataObject = items?.[0] ?? {};
		const { created, changed, ...item } = output;
		const isUpsert = scenario.parameters.operation === 'upsert';
		must(
			created === (isUpsert ? scenario.makes !== undefined : undefined),
			`reports created: ${String(created)}`,
		);
		const isWrite = !['get', 'getAll'].includes(String(scenario.parameters.operation));
		must(
			isWrite ? Array.isArray(changed) && changed.length > 0 : changed === undefined,
			`reports changed: ${JSON.stringify(changed)}`,
		);
		const now = await place.read(provider, String(item.id));
		// A campaign that was created but cannot be read again has status unknown: then the rest is not compared.
		const { status, providerStatus, createdAt, updatedAt, url } = unknownOf(item, now);
		must(
			JSON.stringify({ ...now, status, providerStatus, createdAt, updatedAt, url }) ===
				JSON.stringify(item),
			`tells ${JSON.stringify(item)}, but it is ${JSON.stringify(now)}`,
		);
	}
	return wrong;
}

function unknownOf(item: IDataObject = {}, now: IDataObject = {}): IDataObject {
	return item.status === 'unknown' ? item : now;
}

/** Whether the fault hit the intended request. */
function isPlaced({ arrived }: Outcome, done: Outcome, { fault, at }: Cell): boolean {
	const count = fault.trouble === 'refused' ? at : at + 1;
	const methods = (of: Outcome['arrived']) => of.slice(0, count).map(({ method }) => method);
	return methods(arrived).join() === methods(done.arrived).join();
}

/** Runs every cell of a scenario. @returns what does not hold, by cell */
async function runScenario(provider: ProviderId, scenario: Scenario): Promise<string[]> {
	const { before, done } = await pool.lend(async (place) => ({
		before: (await place.run(provider, { verb: '', parameters: { operation: 'getAll' } })).state,
		done: await place.run(provider, scenario),
	}));
	if (done.error !== undefined) return [`fails without any fault: ${done.error.message}`];
	const roles = rolesOf(done, scenario);
	const cells = faults(redirectTarget.address).flatMap((fault): Cell[] => [
		...roles.map((_, at) => ({
			fault,
			at,
			times: 1,
			promised: promisedFor(provider, scenario, fault, roles, at),
		})),
		// The date passes while the node retries, so this fault cannot last.
		...(fault.name === '429 with a date'
			? []
			: [{ fault, at: 0, times: 1_000, promised: 'error' as const }]),
	]);
	const wrong = cells.map(async (cell) => {
		const { fault, at, times } = cell;
		const where = times > 1 ? 'always' : `at request ${at} (${roles[at]})`;
		const found = await pool.lend(async (place) => {
			const trouble = typeof fault.trouble === 'function' ? fault.trouble() : fault.trouble;
			const { handled, isSlow } = fault;
			const incident = { trouble, handled, isSlow, at, times };
			// On a busy machine a request may time out before its response, and another one meets the fault.
			for (let placing = 1; placing <= 5; placing++) {
				const outcome = await place.run(provider, scenario, incident);
				if (isPlaced(outcome, done, cell)) {
					return await violations(place, provider, scenario, cell, { before, done }, outcome);
				}
			}
			return ['its requests came in another order than without the fault'];
		});
		cellsRun++;
		return found.map((what) => `${fault.name}, ${where}: ${what}`);
	});
	return (await Promise.all(wrong)).flat();
}

describe.each(providerIds)('%s', (provider) => {
	it.each(rowsOf(provider).map(({ verb }) => verb))(
		'%s',
		async (verb) => {
			expect(await results.get(`${provider} ${verb}`)).toEqual([]);
		},
		600_000,
	);
});

it('sends nothing to the target of a redirect', async () => {
	await Promise.all(results.values());
	expect(redirectTarget.connections()).toBe(0);
});
