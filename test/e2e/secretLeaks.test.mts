import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { StoredResource } from '../../sandbox/n8n/client.mts';
import { type JsonObject, asString } from '../../sandbox/n8n/json.mts';
import { freePort } from '../../sandbox/n8n/ports.mts';
import { CREDENTIAL_TYPE, services } from '../../sandbox/n8n/sandbox-credentials.mts';
import { facts } from '../providers/facts.mts';
import { type SandboxProcess, startSandboxProcess } from './helpers/sandboxProcess.mts';
import {
	executionRecords,
	filesWith,
	tracesOf,
	type UniqueKey,
	uniqueKey,
} from './helpers/secretTraces.mts';
import { useWorld } from './helpers/useWorld.mts';
import { campaignNode, node, runChain } from './helpers/workflows.mts';
import type { Provider } from './helpers/world.mts';

const providers: Provider[] = services.map(({ provider }) => provider);
const keys = new Map<Provider, UniqueKey>(providers.map((provider) => [provider, uniqueKey()]));
const traces = [...keys.values()].flatMap(tracesOf);
const keyOf = (provider: Provider) => keys.get(provider)?.key ?? '';

const folder = mkdtempSync(join(tmpdir(), 'leak-'));
let sandbox: SandboxProcess;
const world = useWorld({
	sandbox: async () => {
		const options = providers.flatMap((provider) => ['--key', `${provider}=${keyOf(provider)}`]);
		sandbox = await startSandboxProcess(folder, [...options, '--verbose']);
		return sandbox;
	},
	env: { N8N_LOG_LEVEL: 'debug' },
});
afterAll(() => rmSync(folder, { recursive: true }));

const limitMs = 240_000;
const patience = { maxWait: 1, timeout: 1, requestsPerMinute: 60_000 };
const v3 = { typeVersion: 3.4 };

/** A server that must never receive a key; keeps the requests that it receives. */
const foreign = createServer((request, response) => {
	foreignRequests.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
	response.end('{}');
});
const foreignRequests: string[] = [];
let foreignAddress = '';
beforeAll(async () => {
	const port = await freePort();
	foreign.listen(port, '127.0.0.1');
	await once(foreign, 'listening');
	foreignAddress = `http://127.0.0.1:${port}`;
});
afterAll(async () => await new Promise((resolve) => foreign.close(resolve)));

/** The credential of a provider, with a unique key. */
async function credential(provider: Provider, address = sandbox.address): Promise<StoredResource> {
	const service = services.find((it) => it.provider === provider);
	const data = { provider, apiKey: keyOf(provider), ...service?.extraFields };
	return await world().client.saveCredential(`${provider} ${address}`, CREDENTIAL_TYPE, {
		...data,
		baseUrl: address + (service?.path ?? ''),
	});
}

/** A key in every encoding in which a service may return it. */
function writings(key: string): string {
	const encoded = encodeURIComponent(key);
	return [
		key,
		encoded,
		encoded.toLowerCase(),
		encodeURIComponent(encoded),
		// as n8n's HTTP client writes it into the query, as Python's quote does, and as a form does
		encoded.replaceAll('%3A', ':').replaceAll('%24', '$').replaceAll('%2C', ','),
		encoded.replaceAll('%2F', '/'),
		new URLSearchParams({ api_key: key }).toString(),
		JSON.stringify(key),
		JSON.stringify(JSON.stringify(key)),
		JSON.stringify(key).replaceAll('/', '\\/'),
		key.replace(/[^0-9a-z]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`),
		key.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`),
		key.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;'),
	].join(' | ');
}

/** An error in the forms of all providers at once, with the key in its text. */
const refusal = (text: string): JsonObject => ({
	Status: false,
	Message: text,
	Response: {},
	ok: false,
	success: false,
	error: { code: text, message: text, status: 400 },
	message: text,
	detail: text,
	name: [text],
	errors: { [text]: [text] },
});

const inJson = { 'content-type': 'application/json' };

/** Every kind of fault, by name. Those with a text contain the key. */
function faults(key: string): Record<string, JsonObject> {
	const echo = writings(key);
	const body = refusal(echo);
	const headers = { 'x-echo': key, 'www-authenticate': `Bearer realm="${key}"` };
	const page = `<html><head><title>${echo}</title></head><body>No ${echo}</body></html>`;
	const busy = { status: 429, body };
	const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
	const cutInKey = JSON.stringify(body).slice(
		0,
		JSON.stringify(body).indexOf(key.slice(13, 40)) + 26,
	);
	return {
		'reset before it was read': { reset: true },
		'reset after it was done': { reset: true, handled: true },
		timeout: { delayMs: 3_000 },
		'429 with seconds': { ...busy, headers: { 'retry-after': '1' } },
		'429 with a date': { ...busy, headers: { 'retry-after': inAnHour } },
		'429 with nothing': busy,
		'429 with an hour': { ...busy, headers: { 'retry-after': '3600' } },
		...Object.fromEntries(
			[400, 401, 403, 404, 409, 422, 500, 502, 503].map((status) => [
				String(status),
				{ status, body, headers: { ...inJson, ...headers } },
			]),
		),
		'500 in plain text': { status: 500, body: echo },
		'200 empty': { status: 200, body: '' },
		'200 {}': { status: 200, body: {}, headers: { ...inJson, ...headers } },
		'200 that is a refusal': { status: 200, body },
		'a page': { status: 200, body: page, headers: { 'content-type': 'text/html' } },
		'a page with 500': { status: 500, body: page, headers: { 'content-type': 'text/html' } },
		'JSON that ends in the key': { status: 200, body: cutInKey, headers: inJson },
		'a connection that ends in the body': { cutOff: true, body },
		'another envelope': { status: 200, body: { result: { rows: [{ id: 1, name: echo }] } } },
		'a redirect': {
			status: 302,
			body: echo,
			headers: { location: `${foreignAddress}/?api_key=${encodeURIComponent(key)}` },
		},
		'a slow body': { status: 200, body, drip: 20 },
	};
}

/** Create and Get Many, which continue when they fail, and another node, which stops. */
async function runAll(
	provider: Provider,
	stored: StoredResource,
	last: 'create' | 'getAll' | 'get',
	maxAttempts = 1,
) {
	const options = { ...patience, maxAttempts };
	const credentials = { [CREDENTIAL_TYPE]: stored };
	const campaign = (name: string, parameters: JsonObject, more: JsonObject = {}) =>
		campaignNode(world(), name, provider, { ...parameters, options }, { credentials, ...more });
	const seed = (await world().stored(provider))[0] ?? {};
	const id = String(seed.uuid ?? seed.campaignId ?? seed.id);
	const parameters = {
		create: {
			operation: 'create',
			name: `Leak ${randomUUID()}`,
			...facts[provider].create.required,
		},
		getAll: { operation: 'getAll', returnAll: true, simplify: false },
		get: { operation: 'get', campaign: { __rl: true, mode: 'id', value: id } },
	};
	const goesOn = { onError: 'continueRegularOutput', executeOnce: true, alwaysOutputData: true };
	return await runChain(world(), [
		campaign('Create', parameters.create, goesOn),
		campaign('Get Many', parameters.getAll, goesOn),
		campaign('Last', parameters[last], { executeOnce: true }),
	]);
}

/** The places in which traces of a key are found, among all in which none may be. */
function leaks(outputs: readonly string[]): Record<string, string[]> {
	const dataFolder = dirname(world().n8n.logFile);
	const hasTrace = (text: string) => traces.some((trace) => text.includes(trace));
	const log = (file: string) => readFileSync(file, 'utf8').split('\n').filter(hasTrace);
	return {
		outputs: outputs.filter(hasTrace),
		executions: [...executionRecords(dataFolder)]
			.filter(([, text]) => hasTrace(text))
			.map(([id]) => id),
		n8nLog: log(world().n8n.logFile),
		sandboxLog: log(sandbox.logFile),
		// The database with its write-ahead log, and every other file of n8n.
		n8nFiles: filesWith(dataFolder, traces),
	};
}

it(
	'no trace of a key is left, whatever fault a service has and however it returns the key',
	async () => {
		const outputs: string[] = [];
		const missed: string[] = [];
		let cells = 0;
		const record = (
			provider: Provider,
			kind: string,
			execution: Awaited<ReturnType<typeof runAll>>,
		) => {
			cells++;
			outputs.push(JSON.stringify([execution.error, ...execution.nodes]));
			if (execution.status !== 'error') missed.push(`${provider}: ${kind}`);
		};
		await Promise.all(
			providers.map(async (provider) => {
				const right = await credential(provider);
				const nobody = await credential(provider, `http://127.0.0.1:${await freePort()}`);
				record(provider, 'refused', await runAll(provider, nobody, 'create'));
				for (const [index, [kind, fault]] of Object.entries(faults(keyOf(provider))).entries()) {
					await world().control('POST', '/faults', { provider, ...fault, times: 1_000 });
					const last = index % 2 === 0 ? 'create' : 'getAll';
					const maxAttempts = index % 5 === 0 ? 2 : 1;
					record(provider, kind, await runAll(provider, right, last, maxAttempts));
					await world().control('DELETE', `/faults?provider=${provider}`);
				}
				// A service that returns the key in names, in successful responses.
				const stored = await world().stored(provider);
				for (const row of stored.slice(0, 3)) {
					const path = `/campaigns/${provider}/${String(row.uuid ?? row.campaignId ?? row.id)}`;
					await world().control('PUT', path, { name: writings(keyOf(provider)) });
				}
				const execution = await runAll(provider, right, 'get');
				cells++;
				outputs.push(JSON.stringify([execution.error, ...execution.nodes]));
				expect(execution.status).toBe('success');
				const [output] = outputs.slice(-1);
				expect(asString(output)).toContain('[hidden]');
			}),
		);
		console.log(`${cells} executions with faults, ${outputs.join('').length} characters of output`);
		expect(leaks(outputs)).toEqual({
			outputs: [],
			executions: [],
			n8nLog: [],
			sandboxLog: [],
			n8nFiles: [],
		});
		expect(foreignRequests).toEqual([]);
		expect(missed).toEqual([]);
		expect(executionRecords(dirname(world().n8n.logFile)).size).toBe(cells);
	},
	limitMs,
);

it(
	'the same search finds a key that was put into each of these places',
	async () => {
		const key = keyOf('inbox');
		const planted = JSON.stringify({ planted: key });
		const execution = await runChain(world(), [
			node('Edit Fields', 'n8n-nodes-base.set', { mode: 'raw', jsonOutput: planted }, v3),
			// n8n logs every error that ends an execution.
			node('Stop and Error', 'n8n-nodes-base.stopAndError', { errorMessage: key }),
		]);
		await fetch(`${sandbox.address}/inbox/api/v1/${encodeURIComponent(key)}`);
		const found = leaks([JSON.stringify([...execution.nodes])]);
		expect(Object.entries(found).filter(([, where]) => where.length === 0)).toEqual([]);
		expect(found.executions).toContain(execution.id);
		expect(found.n8nFiles?.join()).toContain('database.sqlite');

		// In base64, at every offset.
		for (const before of ['', 'a', 'ab', 'api:']) {
			const text = Buffer.from(`${before}${key}`).toString('base64');
			expect(traces.some((trace) => text.includes(trace))).toBe(true);
		}
	},
	limitMs,
);

describe.each(providers)('another node with the credential of %s', (provider) => {
	const request = async (url: string, version: number) => {
		const parameters = {
			url,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: CREDENTIAL_TYPE,
		};
		const more = {
			typeVersion: version,
			credentials: { [CREDENTIAL_TYPE]: await credential(provider) },
		};
		return await runChain(world(), [
			node('HTTP Request', 'n8n-nodes-base.httpRequest', parameters, more),
		]);
	};
	const ownUrl = () => {
		const service = services.find((it) => it.provider === provider);
		const list = { falconyte: '/public/v1/ping', rapidPro: '/api/v2/campaigns.json' };
		const path = new Map(Object.entries(list)).get(provider) ?? '/api/v1/campaigns';
		return sandbox.address + (service?.path ?? '') + (provider === 'inbox' ? '/api/v1/team' : path);
	};

	beforeEach(() => {
		foreignRequests.length = 0;
	});

	it('sends the key to its own service', async () => {
		const execution = await request(ownUrl(), 4.4);
		expect(execution.error).toBeUndefined();
		expect(await world().requests(provider)).toMatchObject([{ status: 200 }]);
	});

	it('sends nothing to another address', async () => {
		const execution = await request(`${foreignAddress}/api/v1/campaigns`, 4.4);
		expect(execution.error?.message).toContain('The credential is for');
		expect(foreignRequests).toEqual([]);
	});

	// When redirected, the older version passes on a Bearer token, and the newer one other headers.
	it.each([4.1, 4.4])('follows no redirect with the key (version %s)', async (version) => {
		const location = `${foreignAddress}/elsewhere`;
		await world().control('POST', '/faults', { provider, status: 302, headers: { location } });
		await request(ownUrl(), version);
		expect(foreignRequests).toEqual([]);
	});
});
