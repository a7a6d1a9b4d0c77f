import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { JsonObject } from '../../../sandbox/n8n/json.mts';
import { chain, node, type WorkflowNode } from './workflows.mts';
import type { World } from './world.mts';

/** What the workflow after Remove Duplicates did: it told this server of an event. */
export interface Action {
	eventId: string;
	/** Only webhooks tell it. */
	occurredAt?: string;
	/** When it arrived, in ms since 1970. */
	at: number;
}

/** Receives the events that workflows act on. */
export class WorkServer {
	readonly #acted = new Map<string, Action>();
	readonly #twice: string[] = [];
	readonly #server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			// A killed n8n breaks off what it sends.
			if (!request.complete || chunks.length === 0) return;
			const { eventId, occurredAt } = JSON.parse(Buffer.concat(chunks).toString()) as Action;
			if (this.#acted.has(eventId)) this.#twice.push(eventId);
			else this.#acted.set(eventId, { eventId, occurredAt, at: Date.now() });
			response.end('{}');
		});
	});

	async start(): Promise<void> {
		this.#server.listen(0, '127.0.0.1');
		await once(this.#server, 'listening');
	}

	stop(): void {
		this.#server.closeAllConnections();
		this.#server.close();
	}

	get address(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
	}

	/** The events that were acted on, by ID. */
	get acted(): ReadonlyMap<string, Action> {
		return this.#acted;
	}

	/** The IDs of events that were acted on again. */
	get twice(): readonly string[] {
		return this.#twice;
	}

	clear(): void {
		this.#acted.clear();
		this.#twice.length = 0;
	}
}

/**
 * Publishes the workflow that lets each event through once, and then tells a server of it.
 *
 * @returns its ID
 */
export async function storeEachOnce(world: World, work: WorkServer): Promise<string> {
	const nodes = [
		node(
			'Events',
			'n8n-nodes-base.executeWorkflowTrigger',
			{ inputSource: 'passthrough' },
			{ typeVersion: 1.1 },
		),
		node(
			'Each event once',
			'n8n-nodes-base.removeDuplicates',
			{
				operation: 'removeItemsSeenInPreviousExecutions',
				logic: 'removeItemsWithAlreadySeenKeyValues',
				dedupeValue: '={{ $json.eventId }}',
				options: { historySize: 1_000_000 },
			},
			{ typeVersion: 2 },
		),
		node(
			'Work',
			'n8n-nodes-base.httpRequest',
			{
				method: 'POST',
				url: work.address,
				sendBody: true,
				specifyBody: 'json',
				jsonBody: '={{ JSON.stringify($json) }}',
				options: {},
			},
			{ typeVersion: 4.2 },
		),
	];
	const { id } = await world.client.createWorkflow(chain('Each once', nodes));
	await world.client.activateWorkflow(id);
	return id;
}

/** Publishes a workflow of a trigger that hands its events over to that one. */
export async function storeTrigger(
	world: World,
	name: string,
	trigger: WorkflowNode,
	calledId: string,
): Promise<void> {
	const workflowId: JsonObject = { __rl: true, mode: 'id', value: calledId };
	const call = node(
		'Hand over',
		'n8n-nodes-base.executeWorkflow',
		{ workflowId, mode: 'once', options: {} },
		{ typeVersion: 1.2 },
	);
	const { id } = await world.client.createWorkflow(chain(name, [trigger, call]));
	await world.client.activateWorkflow(id);
}

/** The hashes of all values that Remove Duplicates has seen in an n8n. */
export function deduplicated(world: World): Set<string> {
	const file = join(dirname(world.n8n.logFile), '.n8n', 'database.sqlite');
	const database = new DatabaseSync(file, { readOnly: true });
	try {
		const rows = database.prepare('SELECT value FROM processed_data').all();
		return new Set(
			rows.flatMap(({ value }) => (JSON.parse(String(value)) as { data: string[] }).data),
		);
	} finally {
		database.close();
	}
}
