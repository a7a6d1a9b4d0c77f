import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { itemsOf } from '../../sandbox/n8n/execution.mts';
import { type JsonObject, asObject, asString } from '../../sandbox/n8n/json.mts';
import { services } from '../../sandbox/n8n/sandbox-credentials.mts';
import { isCreation, needed } from '../engine/creation.mts';
import { type SandboxProcess, startSandboxProcess } from './helpers/sandbox-process.mts';
import { useWorld } from './helpers/use-world.mts';
import { campaignNode, itemSource, runChain } from './helpers/workflows.mts';
import type { Provider } from './helpers/world.mts';

const folder = mkdtempSync(join(tmpdir(), 'kill-'));
let sandbox: SandboxProcess;
const world = useWorld({
	sandbox: async () => (sandbox = await startSandboxProcess(folder)),
});
afterAll(() => rmSync(folder, { recursive: true }));

const providers: Provider[] = services.map(({ provider }) => provider);
const count = 100;
/** The node's own default: so many creations are under way when the sandbox dies. */
const atOnce = 5;
const limitMs = 120_000;

const namesFor = (provider: Provider) =>
	Array.from({ length: count }, (_, index) => `${provider} ${index + 1}`);

const nameIn = ({ body }: JsonObject) => String(asObject(body).name);

const storedNames = async (provider: Provider) =>
	(await world().stored(provider)).map(({ name }) => String(name));

const creations = async (provider: Provider) =>
	(await world().requests(provider)).filter(
		({ method, path }) => method === 'POST' && RegExp(isCreation.path).test(String(path)),
	);

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
	const deadline = Date.now() + limitMs / 2;
	for (;;) {
		const seen = await look();
		if (seen !== undefined) return seen;
		if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
		await sleep(50);
	}
}

/**
 * Lets the next creations of a provider hang in the sandbox, as many as are sent at once.
 *
 * @param after how many must have arrived before
 * @param handled true: the service has made the campaigns and not told so; false: it has done nothing yet
 * @returns their names, when all of them hang
 */
async function hang(provider: Provider, after: number, handled: boolean): Promise<string[]> {
	await until(
		`${after} creations on ${provider}`,
		async () => (await creations(provider)).length >= after || undefined,
	);
	const since = Date.now();
	const fault = { provider, ...isCreation, handled, delayMs: limitMs, times: atOnce };
	await world().control('POST', '/faults', fault);
	return await until(`creations that hang on ${provider}`, async () => {
		const hanging = (await creations(provider)).filter(
			({ status, at }) => status === null && Number(at) >= since,
		);
		return hanging.length >= atOnce ? hanging.map(nameIn) : undefined;
	});
}

/** Kills the sandbox while creations hang on every provider, and starts it again after half a second. */
async function killDuring(after: number, handled: boolean): Promise<Map<Provider, string[]>> {
	const hanging = await Promise.all(
		providers.map(async (provider) => [provider, await hang(provider, after, handled)] as const),
	);
	await sandbox.kill();
	await sleep(500);
	await sandbox.start();
	return new Map(hanging);
}

/** Creates the campaigns with Continue On Fail. Resolves with the output items' data, one for each name, in their order. */
async function createAll(provider: Provider, names: string[], options: JsonObject = {}) {
	const parameters = {
		operation: 'create',
		name: '={{ $json.name }}',
		...needed[provider],
		// The sandbox has no limits here, so none need to be kept.
		options: { requestsPerMinute: 60_000, itemsAtOnce: atOnce, ...options },
	};
	const items = names.map((name) => ({ name }));
	const execution = await runChain(world(), [
		itemSource('Items', items),
		campaignNode(world(), 'Create', provider, parameters, { onError: 'continueRegularOutput' }),
	]);
	const output = itemsOf(execution, 'Create');
	expect(output.map(({ pairedItem }) => pairedItem)).toEqual(names.map((_, item) => ({ item })));
	return output.map(({ json }) => json);
}

type Fate = 'made' | 'mayExist' | 'notMade' | 'unsaid';

/**
 * What an output item says became of its campaign: `made` with its id, or an error that says whether it exists.
 * `mayExist` names the campaign; anything else that goes wrong in this test must say that nothing was sent.
 */
function fateOf(name: string, { id, error, details }: JsonObject): Fate {
	if (error === undefined) return asString(id) === undefined ? 'unsaid' : 'made';
	const message = String(error);
	if (message.startsWith('It is not known whether') && message.includes(`'${name}'`)) {
		return 'mayExist';
	}
	return String(asObject(details).description).startsWith('Nothing was sent')
		? 'notMade'
		: 'unsaid';
}

/** How many campaigns of a name there may be when an item says this of it. */
const timesStored: Record<Fate, number[]> = {
	made: [1],
	mayExist: [0, 1],
	notMade: [0],
	unsaid: [],
};

it(
	'killed in 100 creations: each name exactly once, and every item says what became of it',
	async () => {
		const running = Promise.all(
			providers.map(
				async (provider) => [provider, await createAll(provider, namesFor(provider))] as const,
			),
		);
		const answersLost = await killDuring(25, true);
		const requestsLost = await killDuring(60, false);
		const outputs = new Map(await running);

		for (const provider of providers) {
			const names = namesFor(provider);
			const output = outputs.get(provider) ?? [];
			const fates = new Map(names.map((name, index) => [name, fateOf(name, output[index] ?? {})]));
			const stored = await storedNames(provider);
			const timesOf = (name: string) => stored.filter((each) => each === name).length;
			const untrue = [...fates].filter(
				([name, fate]) => !timesStored[fate].includes(timesOf(name)),
			);
			expect(untrue).toEqual([]);

			const sent = (await creations(provider)).map(nameIn);
			expect(sent).toHaveLength(new Set(sent).size);

			// An answer that was lost is looked for, and found where the service tells times of creation.
			const found = provider === 'dailyStory' ? 'mayExist' : 'made';
			for (const name of answersLost.get(provider) ?? []) {
				expect([name, timesOf(name), fates.get(name)]).toEqual([name, 1, found]);
			}
			for (const name of requestsLost.get(provider) ?? []) {
				expect([name, timesOf(name), fates.get(name)]).toEqual([name, 0, 'mayExist']);
			}

			// Running the failed ones again with Use Existing makes it whole.
			const failed = names.filter((name) => fates.get(name) !== 'made');
			const again = await createAll(provider, failed, { ifNameExists: 'use' });
			expect(again.map(({ name }) => name)).toEqual(failed);
			const all = await storedNames(provider);
			expect(all.filter((name) => names.includes(name)).sort()).toEqual(names.sort());
			console.log(`${provider}: ${count - failed.length} made, ${failed.length} by running again`);
		}
	},
	limitMs,
);
