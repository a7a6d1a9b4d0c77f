import { randomUUID } from 'node:crypto';
import type { RateLimit } from '../../sandbox/api/rate-limiter.mts';
import { itemsOf } from '../../sandbox/n8n/execution.mts';
import { type JsonObject, asNumber } from '../../sandbox/n8n/json.mts';
import { campaignNode, chain, itemSource, manualTrigger } from '../e2e/helpers/workflows.mts';
import type { Provider, World } from '../e2e/helpers/world.mts';
import { needed } from '../engine/creation.mts';

/** The state that a new campaign of a provider is brought to; RapidPro has none. */
const targets: Partial<Record<Provider, string>> = {
	dailyStory: 'active',
	falconyte: 'active',
	inbox: 'active',
	// A start would need a sequence and an email account.
	smartlead: 'paused',
};

/** How a provider is loaded. */
export interface Load {
	provider: Provider;
	/** Campaigns to create, and then to bring to another state: with one execution, and with two at the same time */
	counts: readonly [number, number];
	/** What the sandbox enforces; null where the service documents no limit */
	limit: RateLimit | null;
	/** Options of the node */
	options?: JsonObject;
}

/** What was measured of one verb. */
export interface Measured {
	provider: Provider;
	verb: 'create' | 'changeStatus';
	/** Items, over all executions */
	items: number;
	/** Executions that ran at the same time with the same key */
	executions: number;
	/** Items that did not do what they should, in words */
	failures: string[];
	/** Requests that the service took */
	accepted: number;
	/** Requests that it refused for its rate */
	refused: number;
	/**
	 * The requests that it took, of those that it allows in as many windows as began from the first to the last of them;
	 * null where it has no limit. A run that ends early in a window has used the less of it.
	 */
	share: number | null;
	wallMs: number;
}

const limitMs = 3 * 3_600_000;

/**
 * Creates campaigns on a service and changes their state, first with one execution, then with two that share the
 * items and the key.
 *
 * @param done is told of each verb when it is measured
 */
export async function load(
	world: World,
	{ provider, counts, limit, options = {} }: Load,
	done: (measured: Measured) => void = () => {},
): Promise<Measured[]> {
	const all: Measured[] = [];
	const target = targets[provider];

	async function measure(
		verb: Measured['verb'],
		parts: JsonObject[][],
		parameters: JsonObject,
		failureOf: (output: JsonObject, item: JsonObject) => string | undefined,
	): Promise<JsonObject[][]> {
		const startedAt = Date.now();
		const outputs = await Promise.all(
			parts.map(async (items) => {
				const work = { operation: verb, ...parameters, options };
				return await run(world, provider, items, work);
			}),
		);
		const wallMs = Date.now() - startedAt;
		const failures = parts.flatMap((items, part) =>
			items.flatMap((item, index) => {
				const failure = failureOf(outputs[part]?.[index] ?? { error: 'no output' }, item);
				return failure === undefined ? [] : [failure];
			}),
		);
		const requests = (await world.requests(provider)).filter(({ at }) => Number(at) >= startedAt);
		const measured = {
			provider,
			verb,
			items: parts.flat().length,
			executions: parts.length,
			failures,
			...ratesOf(requests, limit),
			wallMs,
		};
		all.push(measured);
		done(measured);
		return outputs;
	}

	for (const [before, count] of counts.entries()) {
		const executions = before + 1;
		const name = `Load ${randomUUID()}`;
		const items = Array.from({ length: count }, (_, index) => ({ name: `${name} ${index}` }));
		const half = Math.ceil(count / executions);
		const parts = Array.from({ length: executions }, (_, part) =>
			items.slice(part * half, (part + 1) * half),
		);
		const made = await measure(
			'create',
			parts,
			{ name: '={{ $json.name }}', ...needed[provider] },
			(output, item) => (output.name === item.name ? undefined : String(output.error)),
		);
		const stored = new Map<string, number>();
		for (const each of await world.stored(provider)) {
			const key = String(each.name);
			stored.set(key, (stored.get(key) ?? 0) + 1);
		}
		const notOnce = items.filter((item) => stored.get(item.name) !== 1);
		all[all.length - 1]?.failures.push(...notOnce.map((item) => `not there once: ${item.name}`));
		if (target === undefined) continue;
		await measure(
			'changeStatus',
			made.map((part) => part.map(({ id }) => ({ id }))),
			{ campaign: { __rl: true, mode: 'id', value: '={{ $json.id }}' }, status: target },
			(output) => (output.status === target ? undefined : String(output.error ?? output.status)),
		);
	}
	return all;
}

/** Runs a Campaign node over items in a workflow of its own. Resolves with the data of its output items. */
async function run(
	world: World,
	provider: Provider,
	items: JsonObject[],
	parameters: JsonObject,
): Promise<JsonObject[]> {
	const { client } = world;
	const { id } = await client.createWorkflow(
		chain(`Load ${randomUUID()}`, [
			manualTrigger(),
			itemSource('Items', items),
			campaignNode(world, 'Campaign', provider, parameters, { onError: 'continueRegularOutput' }),
		]),
	);
	const execution = await client.runWorkflow(id, { timeoutMs: limitMs });
	return itemsOf(execution, 'Campaign').map(({ json }) => json);
}

function ratesOf(
	requests: JsonObject[],
	limit: RateLimit | null,
): Pick<Measured, 'accepted' | 'refused' | 'share'> {
	const taken = requests.filter(({ status }) => status !== 429);
	const times = taken.map(({ at }) => asNumber(at) ?? 0);
	const elapsedMs = Math.max(...times) - Math.min(...times);
	const windows = limit === null ? 0 : Math.floor(elapsedMs / limit.windowMs) + 1;
	return {
		accepted: taken.length,
		refused: requests.length - taken.length,
		share: limit === null ? null : taken.length / (limit.requests * windows),
	};
}

/** A measured verb as a line for people. */
export function describe({
	provider,
	verb,
	items,
	executions,
	failures,
	...rest
}: Measured): string[] {
	const { accepted, refused, share, wallMs } = rest;
	return [
		provider,
		verb === 'create' ? 'Create' : 'Change Status',
		`${items - failures.length} of ${items}`,
		String(executions),
		String(accepted),
		String(refused),
		share === null ? 'no limit' : `${(share * 100).toFixed(1)} %`,
		`${(wallMs / 1000).toFixed(1)} s`,
	];
}

/** What the columns of a line are. */
export const columns = [
	'Provider',
	'Verb',
	'Succeeded',
	'Executions',
	'Requests',
	'429s',
	'Share of the rate',
	'Time',
];
