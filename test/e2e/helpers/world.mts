import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../../sandbox/api/server.mts';
import { type Login, N8nClient, type StoredResource } from '../../../sandbox/n8n/client.mts';
import { sandboxFolder } from '../../../sandbox/n8n/folders.mts';
import { type JsonObject, objectArray } from '../../../sandbox/n8n/json.mts';
import {
	saveSandboxCredentials,
	type SandboxService,
} from '../../../sandbox/n8n/sandbox-credentials.mts';
import { type N8n, type N8nOptions, startN8n } from '../../../sandbox/n8n/server.mts';
import { currentVersion } from '../../packages.mts';

/** How long a world may take to start or stop, in milliseconds: for beforeAll and afterAll. */
export const WORLD_LIMIT_MS = 180_000;

/** A provider's value, as the node and the credential name it. */
export type Provider = SandboxService['provider'];

/** The options of a world. */
export interface WorldOptions {
	/** Environment variables for n8n */
	env?: Record<string, string>;
	/** Whether the sandbox enforces the services' rate limits; false when not given, so that tests do not wait */
	limits?: boolean;
	/** Starts the sandbox; in this process, as `limits` says, when not given */
	sandbox?: () => Promise<Sandbox>;
	/** Path of the packed package; the checkout's own when not given */
	packageTarball?: string;
	/** Starts n8n; a single process when not given */
	start?: (options: N8nOptions & { packageTarball: string }) => Promise<N8n>;
}

/** A sandbox with the five APIs, and an n8n with the package, its owner logged in and the five credentials stored. */
export interface World {
	sandbox: Sandbox;
	n8n: N8n;
	client: N8nClient;
	/** The stored credential of a provider */
	credential(provider: Provider): StoredResource;
	/** Sends a call to the sandbox's control API, e.g. ('POST', '/reset'); resolves with its JSON */
	control(method: string, path: string, body?: JsonObject): Promise<unknown>;
	/** Puts the sandbox back to its seed state, without faults, and empties its log of requests */
	reset(): Promise<void>;
	/** The requests that the sandbox received since the last reset, for one provider or all */
	requests(provider?: Provider): Promise<JsonObject[]>;
	/** What a service stores */
	stored(provider: Provider): Promise<JsonObject[]>;
	/** Ends both and removes n8n's data. */
	stop(): Promise<void>;
}

/** The owner of the n8n of a world. */
export const OWNER: Login = { email: 'owner@e2e.example', password: 'Sandbox-e2e-1' };

/** Logs in to `n8n` as its owner with a new client. */
export async function logIn(n8n: N8n): Promise<N8nClient> {
	const client = new N8nClient(n8n.address);
	await client.setUpOwner(OWNER);
	return client;
}

/**
 * Starts a sandbox and an n8n of their own, on free ports and an empty data folder: test files do not share any state
 * and may run at the same time.
 *
 * @throws Error when either does not start; what was started is ended
 */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
	const packageTarball = options.packageTarball ?? (await currentVersion());
	const parent = join(sandboxFolder, 'e2e');
	mkdirSync(parent, { recursive: true });
	const dataFolder = mkdtempSync(join(parent, 'n8n-'));
	const sandbox =
		(await options.sandbox?.()) ?? (await startSandbox({ limits: options.limits ?? false }));
	let n8n: N8n | undefined;

	async function stop(): Promise<void> {
		try {
			await n8n?.stop();
		} finally {
			await sandbox.close();
			rmSync(dataFolder, { recursive: true, force: true });
		}
	}

	async function control(method: string, path: string, body?: JsonObject): Promise<unknown> {
		const response = await fetch(`${sandbox.address}/control${path}`, {
			method,
			headers: body === undefined ? {} : { 'content-type': 'application/json' },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`The sandbox refused ${method} ${path}: ${text}`);
		return text === '' ? undefined : JSON.parse(text);
	}

	try {
		n8n = await (options.start ?? startN8n)({ packageTarball, dataFolder, env: options.env });
		const client = await logIn(n8n);
		const services = await saveSandboxCredentials(client, sandbox.address);
		return {
			sandbox,
			n8n,
			client,
			credential: (provider) => {
				const found = services.find((it) => it.provider === provider);
				if (found === undefined) throw new Error(`There is no credential for ${provider}.`);
				return found.credential;
			},
			control,
			reset: async () => {
				await control('POST', '/reset');
			},
			requests: async (provider) => {
				const query = provider === undefined ? '' : `?provider=${provider}`;
				return objectArray(await control('GET', `/requests${query}`));
			},
			stored: async (provider) =>
				objectArray(await control('GET', `/campaigns?provider=${provider}`)),
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}
