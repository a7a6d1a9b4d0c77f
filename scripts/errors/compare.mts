import { keys, rapidProDemotedKey } from '../../sandbox/api/keys.mts';
import type { StoredResource } from '../../sandbox/n8n/client.mts';
import { type JsonObject, asObject, asString } from '../../sandbox/n8n/json.mts';
import { CREDENTIAL_TYPE, services } from '../../sandbox/n8n/sandbox-credentials.mts';
import { campaignNode, node, type WorkflowNode } from '../../test/e2e/helpers/workflows.mts';
import type { Provider, World } from '../../test/e2e/helpers/world.mts';
import { runner, type Shown } from './run.mts';
import type { Shape } from './cases.mts';

/** An answer of a service, as it came. */
export interface Answer {
	readonly status: number;
	readonly body: string;
}

/** One shape, answered to both nodes. */
export interface Compared {
	readonly shape: Shape;
	readonly answer: Answer;
	readonly httpRequest: Shown;
	readonly campaign: Shown;
}

/** A request as the sandbox logged it. */
interface Sent {
	readonly method: string;
	readonly path: string;
	readonly rawUrl: string;
	readonly query: JsonObject;
	readonly headers: JsonObject;
	readonly body: unknown;
	readonly status: unknown;
}

const oneAnHour = { requests: 1, windowMs: 3_600_000 };

/**
 * Runs the Campaign node for each shape, finds in the sandbox's log the request that was not answered with success,
 * and sends the very same one with n8n's HTTP Request node. Shapes of several providers may be compared side by side.
 *
 * @param world a fresh one, without limits
 * @throws Error when a planted answer was not met, or the two nodes did not send the same
 */
export async function compare(
	world: World,
	provider: Provider,
	shapes: readonly Shape[],
): Promise<Compared[]> {
	const { address } = world.sandbox;
	const { path: prefix = '', title = '' } = services.find((it) => it.provider === provider) ?? {};

	const log = async (): Promise<Sent[]> => (await world.requests(provider)).map(readSent);

	/** Brings the service into the state in which it gives this shape's answer, once. */
	async function prepare({ planted, busy }: Shape): Promise<void> {
		if (planted !== undefined) {
			const { method, status, body } = planted;
			const headers = typeof body === 'string' ? { 'content-type': 'text/html' } : {};
			await world.control('POST', '/faults', { provider, method, status, headers, body });
		}
		await world.control('PUT', '/limits', { [provider]: busy === true ? oneAnHour : null });
	}

	async function repeat({ method, rawUrl, headers, body }: Sent): Promise<Answer> {
		const kept = ['accept', 'authorization', 'content-type', 'x-api-key'];
		const response = await fetch(address + rawUrl, {
			method,
			headers: kept.flatMap((name): Array<[string, string]> => {
				const value = asString(headers[name]);
				return value === undefined ? [] : [[name, value]];
			}),
			body: body === null ? undefined : JSON.stringify(body),
		});
		return { status: response.status, body: await response.text() };
	}

	async function credentialFor({ credential: kind }: Shape): Promise<StoredResource> {
		if (kind === undefined) return world.credential(provider);
		const { extraFields } = services.find((it) => it.provider === provider) ?? {};
		const right = { provider, apiKey: keys[provider], ...extraFields, baseUrl: address + prefix };
		const changes = {
			'wrong key': { apiKey: 'wrong-key' },
			'key of a demoted user': { apiKey: rapidProDemotedKey },
			'wrong address': { baseUrl: `${address}${prefix}/elsewhere` },
		}[kind];
		const data = { ...right, ...changes };
		return await world.client.saveCredential(`${title}, ${kind}`, CREDENTIAL_TYPE, data);
	}

	/** The HTTP Request node for a request, as a user sets it up by the service's documentation. */
	async function httpRequest(name: string, sent: Sent): Promise<WorkflowNode> {
		const { api_key: queryKey, ...query } = sent.query;
		const [header] = ['authorization', 'x-api-key'].filter((it) => it in sent.headers);
		const [type, data] =
			header === undefined
				? ['httpQueryAuth', { name: 'api_key', value: queryKey }]
				: ['httpHeaderAuth', { name: header, value: sent.headers[header] }];
		const key = `${title} by HTTP Request, ${String(data.value)}`;
		const credential = await world.client.saveCredential(key, type, data);
		const parameters = Object.entries(query).map(([of, value]) => ({ name: of, value }));
		return node(
			name,
			'n8n-nodes-base.httpRequest',
			{
				method: sent.method,
				url: address + prefix + sent.path,
				authentication: 'genericCredentialType',
				genericAuthType: type,
				...(parameters.length === 0 ? {} : { sendQuery: true, queryParameters: { parameters } }),
				...(sent.body === null
					? {}
					: { sendBody: true, specifyBody: 'json', jsonBody: JSON.stringify(sent.body) }),
				options: {},
			},
			{ typeVersion: 4.5, credentials: { [type]: credential } },
		);
	}

	const runCampaign = await runner(
		world,
		`${title}: Campaign`,
		await Promise.all(
			shapes.map(async (shape, index) => {
				const name = `Campaign ${index}`;
				// Nothing is waited out: the table shows what is said at the end of the waiting.
				const parameters = { ...shape.parameters, options: { maxWait: 0 } };
				const credentials = { [CREDENTIAL_TYPE]: await credentialFor(shape) };
				return campaignNode(world, name, provider, parameters, { credentials });
			}),
		),
	);
	const met: Array<{ shape: Shape; campaign: Shown; sent: Sent; answer: Answer }> = [];
	for (const [index, shape] of shapes.entries()) {
		await prepare(shape);
		if (shape.busy === true) await runCampaign(index);
		const before = (await log()).length;
		const campaign = await runCampaign(index);
		const sent = refusedOf((await log()).slice(before), shape);
		if (shape.busy !== true) await prepare(shape);
		met.push({ shape, campaign, sent, answer: await repeat(sent) });
	}

	const nodes = await Promise.all(
		met.map(async ({ sent }, index) => await httpRequest(`HTTP Request ${index}`, sent)),
	);
	const runHttpRequest = await runner(world, `${title}: HTTP Request`, nodes);
	const compared: Compared[] = [];
	for (const [index, { sent, ...found }] of met.entries()) {
		await prepare(found.shape);
		if (found.shape.busy === true) await repeat(sent);
		const shown = await runHttpRequest(index);
		requireSame(sent, (await log()).at(-1));
		compared.push({ ...found, httpRequest: shown });
	}
	return compared;
}

function readSent(entry: JsonObject): Sent {
	return {
		method: String(entry.method),
		path: String(entry.path),
		rawUrl: String(entry.rawUrl),
		query: asObject(entry.query),
		headers: asObject(entry.headers),
		body: entry.body,
		status: entry.status,
	};
}

/** The request that a shape is about: the planted one, else the last that was refused, else the last. */
function refusedOf(sent: readonly Sent[], { asked, planted }: Shape): Sent {
	const found =
		planted === undefined
			? (sent.findLast(({ status }) => Number(status) >= 400) ?? sent.at(-1))
			: sent.find(({ method, status }) => method === planted.method && status === planted.status);
	if (found === undefined) throw new Error(`"${asked}" did not meet the answer it is about.`);
	return found;
}

function requireSame(sent: Sent, again: Sent | undefined): void {
	const parts = ({ method, path, query, body }: Sent) =>
		JSON.stringify([method, path, query, body]);
	if (again === undefined || parts(sent) !== parts(again)) {
		throw new Error(`HTTP Request did not send ${parts(sent)}`);
	}
}
