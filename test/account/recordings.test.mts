import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { IDataObject } from 'n8n-workflow';
import { keys } from '../../sandbox/api/keys.mts';
import type { Exchange } from '../../scripts/check-account/recorder.mts';
import { readRecording, startReplay } from '../../scripts/check-account/replay.mts';
import { checkAccount as checkFromClone } from '../../scripts/check-account.mts';
import { runCampaign } from '../engine/engine.mts';
import { type ProviderId, providerIds, useSandbox } from '../engine/world.mts';
import { facts } from '../providers/facts.mts';
import { valuesIn } from './json.mts';

const root = join(import.meta.dirname, '..', '..');
const recordings = join(root, 'test', 'recordings');

const world = useSandbox();
let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'recording-'));
});
afterEach(() => {
	rmSync(folder, { recursive: true });
});

/** What a check says of each call, without times. */
function verdicts(items: readonly IDataObject[] | undefined) {
	return (items ?? []).slice(0, -1).map(({ call, outcome, differences, httpCode }) => {
		return { call, outcome, differences, httpCode };
	});
}

/** Checks an account of the sandbox from the clone. */
async function record(provider: ProviderId, alsoWrite: boolean): Promise<IDataObject[]> {
	const credential = world.credential(provider);
	return await checkFromClone({ credential, alsoWrite, recordTo: folder });
}

/** Checks a recording as if it were the service. */
async function replay(provider: ProviderId, exchanges: readonly Exchange[]) {
	const service = await startReplay(exchanges);
	try {
		const { items, error } = await runCampaign({
			credential: world.credential(provider, { baseUrl: service.address }),
			parameters: {
				provider,
				resource: 'account',
				operation: 'check',
				options: { maxAttempts: 1, requestsPerMinute: 60_000 },
			},
		});
		expect(error).toBeUndefined();
		return verdicts(items);
	} finally {
		await service.close();
	}
}

describe.each(providerIds)('a recording of %s', (provider) => {
	it('is replayed with the same outcome', async () => {
		const items = await record(provider, false);
		expect(await replay(provider, await readRecording(folder))).toEqual(verdicts(items));
	});

	it('contains no value of the account, also of the writes', async () => {
		await record(provider, true);
		const text = readdirSync(folder)
			.map((file) => readFileSync(join(folder, file), 'utf8'))
			.join('');
		expect(text).not.toContain(world.credential(provider).apiKey);
		expect(text).not.toContain('127.0.0.1');
		const values = valuesIn(await world.stored(provider)).filter(
			(value) => value.length > 3 && !/^[A-Za-z_.]{1,30}$/.test(value),
		);
		expect(values.length).toBeGreaterThan(10);
		expect(values.filter((value) => text.includes(value))).toEqual([]);
	});
});

it('shows in the replay what a service answered otherwise', async () => {
	await world.fault({
		provider: 'falconyte',
		path: '/email/mail-accounts$',
		body: { ok: true, mail_accounts: [{ id: 7, address: 'nadia@petrova.example' }] },
	});
	await record('falconyte', false);
	const exchanges = await readRecording(folder);
	expect(JSON.stringify(exchanges)).not.toContain('nadia');

	const differences = (await replay('falconyte', exchanges)).flatMap((each) => each.differences);
	expect(differences).toEqual([
		{ at: 'mail_accounts[].id', expected: 'text', found: 'number' },
		{ at: 'mail_accounts[].email', expected: 'text', found: 'nothing' },
		{ at: 'mail_accounts[].address', expected: 'nothing', found: 'text' },
	]);
});

/** Recordings of real accounts: folders such as `inbox-2026-12-01`. The sandbox has to answer in the same way. */
const recorded = readdirSync(recordings, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map(({ name }) => name);

it.each(['none yet', ...recorded])('the sandbox answers as in the recording %s', async (name) => {
	if (name === 'none yet') return;
	const provider = providerIds.find((id) => name.toLowerCase().startsWith(id.toLowerCase()));
	if (provider === undefined) throw new Error(`${name} does not begin with a provider's ID.`);
	await record(provider, false);
	const ofSandbox = await replay(provider, await readRecording(folder));
	expect(await replay(provider, await readRecording(join(recordings, name)))).toEqual(ofSandbox);
});

it('is made by npm run check-account, which prints the report', async () => {
	const provider = 'inbox';
	const hook = ['--import', './bench/commonjs.mts'];
	const args = [...hook, 'scripts/check-account.mts', '--provider', provider, '--record', folder];
	const { stdout, stderr } = await promisify(execFile)(
		process.execPath,
		[...args, '--base-url', world.address(provider)],
		{ cwd: root, env: { ...process.env, CAMPAIGN_API_KEY: keys[provider] } },
	);
	expect(stdout).toContain(`## Check Account: ${facts[provider].displayName}`);
	expect(stdout).toContain('\nNone.\n');
	expect(stderr).toContain(`Recorded to ${folder}`);
	expect(readdirSync(folder).length).toBeGreaterThan(8);
});
