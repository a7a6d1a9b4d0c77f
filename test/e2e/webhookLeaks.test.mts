import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type JsonObject, objectArray } from '../../sandbox/n8n/json.mts';
import { CREDENTIAL_TYPE, services } from '../../sandbox/n8n/sandbox-credentials.mts';
import { type SandboxProcess, startSandboxProcess } from './helpers/sandboxProcess.mts';
import { executionRecords, filesWith, tracesOf, uniqueKey } from './helpers/secretTraces.mts';
import { useWorld } from './helpers/useWorld.mts';
import {
	connectServices,
	delivered,
	happen,
	hooksOf,
	publicAddress,
	publicOrigin,
	pushed,
	until,
	webhookTrigger,
} from './helpers/webhooks.mts';
import { chain, node } from './helpers/workflows.mts';

const limitMs = 300_000;
const providers = ['falconyte', 'inbox', 'rapidPro', 'smartlead'] as const;
type Pushing = (typeof providers)[number];

const keys = new Map(providers.map((provider) => [provider, uniqueKey()] as const));
const keyOf = (provider: Pushing) => keys.get(provider)?.key ?? '';
/** The secret that Inbox's app shows. */
const pasted = uniqueKey();

const folder = mkdtempSync(join(tmpdir(), 'webhook-leak-'));
let sandbox: SandboxProcess;
const world = useWorld({
	sandbox: async () => {
		const options = providers.flatMap((provider) => ['--key', `${provider}=${keyOf(provider)}`]);
		sandbox = await startSandboxProcess(folder, [...options, '--verbose']);
		return sandbox;
	},
	env: { ...publicAddress, N8N_LOG_LEVEL: 'debug' },
});
afterAll(() => rmSync(folder, { recursive: true }));

async function credential(provider: Pushing) {
	const path = services.find((service) => service.provider === provider)?.path ?? '';
	return await world().client.saveCredential(`${provider} leak`, CREDENTIAL_TYPE, {
		provider,
		apiKey: keyOf(provider),
		baseUrl: sandbox.address + path,
		webhookSecret: provider === 'inbox' ? pasted.key : '',
	});
}

async function publish(
	provider: Pushing,
	options: JsonObject,
): Promise<{ id: string; path: string }> {
	const { parameters } = pushed[provider];
	const credentials = { [CREDENTIAL_TYPE]: await credential(provider) };
	const trigger = webhookTrigger(world(), provider, { ...parameters, options }, { credentials });
	const workflow = chain(`Leak ${randomUUID()}`, [trigger, node('Then', 'n8n-nodes-base.noOp')]);
	const { id } = await world().client.createWorkflow(workflow);
	await world().client.activateWorkflow(id);
	return { id, path: `/webhook/${String(trigger.webhookId)}/campaigns` };
}

/** What the test has seen. */
const secrets = new Set<string>();
const outputs: string[] = [];
let deliveries = 0;

/** Publishes a trigger, delivers to it in every way, and makes its registration fail with its secrets in the answer. */
async function useTrigger(provider: Pushing, options: JsonObject): Promise<void> {
	const { event } = pushed[provider];
	const { id, path } = await publish(provider, options);
	if (provider === 'inbox') {
		await world().control('POST', '/hooks', {
			provider,
			url: publicOrigin + path,
			events: [event],
			secret: pasted.key,
		});
	}
	await until('the hook', async () => (await hooksOf(world(), provider)).length === 1);
	const [hook] = await hooksOf(world(), provider);
	const mark = new URL(String(hook?.url)).searchParams.get('mark');
	const secret = provider === 'falconyte' ? String(hook?.secret) : undefined;
	for (const each of [mark, secret]) if (each) secrets.add(each);
	await until('n8n knows the address', async () => {
		const answer = await fetch(world().n8n.address + path, { method: 'POST', body: '{}' });
		return answer.status !== 404;
	});

	// Good, with the secrets in it, forged in every way, and of an unknown event.
	await happen(world(), provider, event);
	if (provider !== 'rapidPro')
		await happen(world(), provider, event, { fields: { note: `${mark} ${secret}` } });
	for (const forge of ['unsigned', 'wrongSecret', 'old', 'future']) {
		await world().control('POST', '/deliveries/faults', { provider, forge });
		await happen(world(), provider, event);
	}
	if (provider === 'smartlead') await happen(world(), provider, 'UNKNOWN');
	await delivered(world());
	deliveries += 6;
	outputs.push(JSON.stringify(await world().client.workflow(id)));
	for (const execution of await world().client.executionIds(id)) {
		outputs.push(JSON.stringify([...(await world().client.waitForExecution(execution)).nodes]));
	}
	await failRegistration(provider, id, `${keyOf(provider)} ${secret} ${mark}`);
	for (const { id: left } of await hooksOf(world(), provider)) {
		await world().control('DELETE', `/hooks/${provider}/${String(left)}`);
	}
}

/** Unpublishes and publishes a workflow while the service refuses everything and returns what was sent. */
async function failRegistration(provider: Pushing, id: string, echo: string): Promise<void> {
	const keepError = (error: unknown) => void outputs.push(String(error));
	// n8n goes on with its retries. Later ones would get the secrets of the next workflow, which this one does not know.
	const isUnpublished = async () =>
		(await world().client.publicationStatus(id)) === 'not_published';
	const body = { message: echo, detail: echo, error: { code: echo, message: echo }, ok: false };
	await world().control('POST', '/faults', { provider, status: 400, body, times: 50 });
	await world().client.deactivateWorkflow(id).catch(keepError);
	await until('n8n gives up the hook', isUnpublished);
	await world().client.activateWorkflow(id).catch(keepError);
	await sleep(1_500);
	await world().control('DELETE', `/faults?provider=${provider}`);
	await world().client.deactivateWorkflow(id).catch(keepError);
	await until('the workflow is unpublished', isUnpublished);
}

it(
	'no trace of a key, a secret or a mark is left in items, records, logs, the database or a workflow',
	async () => {
		await connectServices(world(), 0.0001);
		await Promise.all(
			providers.map(async (provider) => {
				await useTrigger(provider, {});
				await useTrigger(provider, { simplify: false });
			}),
		);
		expect(secrets.size).toBe(6);
		const all = [...keys.values(), pasted].flatMap(tracesOf);
		const inBase64 = [...secrets].map((secret) =>
			Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -2),
		);
		const traces = [...all, ...secrets, ...inBase64];
		const hasTrace = (text: string) => traces.some((trace) => text.includes(trace));
		const dataFolder = dirname(world().n8n.logFile);
		const lines = (file: string) => readFileSync(file, 'utf8').split('\n').filter(hasTrace);
		console.log(
			`${deliveries} deliveries, ${outputs.join('').length} characters of items and workflows, ${traces.length} traces`,
		);
		expect({
			outputs: outputs.filter(hasTrace),
			executions: [...executionRecords(dataFolder)]
				.filter(([, text]) => hasTrace(text))
				.map(([id]) => id),
			n8nLog: lines(world().n8n.logFile),
			sandboxLog: lines(sandbox.logFile),
			n8nFiles: filesWith(dataFolder, traces),
		}).toEqual({ outputs: [], executions: [], n8nLog: [], sandboxLog: [], n8nFiles: [] });
		// The search reads what it should: every workflow, and the items of the deliveries that were good.
		const readable = outputs.filter((text) => text.includes('staticData')).length;
		expect(readable).toBeGreaterThanOrEqual(8);
		expect(outputs.filter((text) => text.includes('eventId')).length).toBeGreaterThanOrEqual(8);
		expect(objectArray(await world().requests()).length).toBeGreaterThan(8);
	},
	limitMs,
);
