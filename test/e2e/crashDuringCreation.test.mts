import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { itemsOf } from '../../sandbox/n8n/execution.mts';
import { type JsonObject, asObject, asString } from '../../sandbox/n8n/json.mts';
import { services } from '../../sandbox/n8n/sandbox-credentials.mts';
import { creationRequest, facts } from '../providers/facts.mts';
import { type SandboxProcess, startSandboxProcess } from './helpers/sandboxProcess.mts';
import { useWorld } from './helpers/useWorld.mts';
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
/** The node's default of Items at Once: the number of creations in progress when the sandbox is killed. */
const atOnce = 5;
const limitMs = 300_000;

const namesFor = (provider: Provider) =>
	Array.from({ length: count }, (_, index) => `${provider} ${index + 1}`);

const nameIn = ({ body }: JsonObject) => String(asObject(body).name);

const storedNames = async (provider: Provider) =>
	(await world().stored(provider)).map(({ name }) => String(name));

const creations = async (provider: Provider) =>
	(await world().requests(provider)).filter(
		({ method, path }) =>
			method === 'POST' && RegExp(creationRequest(provider).path).test(String(path)),
	);

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
	const deadline = Date.now() + limitMs / 2;
	for (;;) {
		const seen = await look();
		if (seen !== undefined) return seen;
		if (Date.now() > deadline) throw new Error(`Timed out waiting for ${what}.`);
		await sleep(50);
	}
}

/**
 * Lets the next creations of a provider hang in the sandbox, as many as are sent at once.
 *
 * @param after how many creations must have arrived before
 * @param handled true: the service has created the campaigns without answering; false: it has not created them
 * @returns their names, when all of them hang
 */
async function hang(provider: Provider, after: number, handled: boolean): Promise<string[]> {
	const since = Date.now();
	const fault = { provider, ...creationRequest(provider), handled };
	const countBefore = after - (await creations(provider)).length;
	// The service itself counts: on a busy machine, a run can be over before the test looks again.
	if (countBefore > 0)
		await world().control('POST', '/faults', { ...fault, delayMs: 0, times: countBefore });
	await world().control('POST', '/faults', { ...fault, delayMs: limitMs, times: atOnce });
	let names: string[] = [];
	return await until(`creations that hang on ${provider}`, async () => {
		const before = names;
		names = (await creations(provider))
			.filter(({ status, at }) => status === null && Number(at) >= since)
			.map(nameIn);
		if (names.length >= atOnce && names.join() === before.join()) return names;
		// One that does not hang is answered by the next look.
		await sleep(1_000);
		return undefined;
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
		...facts[provider].create.required,
		// The sandbox has no limits here.
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
 * What an output item reports about its campaign: `made` with its ID, or an error that says whether it exists.
 * `mayExist` names the campaign; every other error in this test must say that nothing was sent.
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

/** How many campaigns with a name may exist, by what its item reports. */
const timesStored: Record<Fate, number[]> = {
	made: [1],
	mayExist: [0, 1],
	notMade: [0],
	unsaid: [],
};

it(
	'after the service is killed during 100 creations, no name exists twice and every item reports its outcome',
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

			// After a lost response the node looks for the campaign, and finds it if the list has times of creation.
			const found = facts[provider].create.isRecoverable ? 'made' : 'mayExist';
			for (const name of answersLost.get(provider) ?? []) {
				expect([name, timesOf(name), fates.get(name)]).toEqual([name, 1, found]);
			}
			for (const name of requestsLost.get(provider) ?? []) {
				expect([name, timesOf(name), fates.get(name)]).toEqual([name, 0, 'mayExist']);
			}

			// Running the failed items again with Use Existing completes them.
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
