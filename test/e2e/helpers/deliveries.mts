import type { N8nClient } from '../../../sandbox/n8n/client.mts';
import { itemsOf } from '../../../sandbox/n8n/execution.mts';
import type { JsonObject } from '../../../sandbox/n8n/json.mts';

const trigger = 'Campaign Trigger';

/** The events in the executions of a workflow. */
export interface Delivered {
	/** Every event, once for each execution that contains it. */
	events: JsonObject[];
	executions: number;
	/** Executions that ended when n8n was killed; they still contain their events. */
	crashed: number;
}

/** Reads every execution of a workflow once, after its end. */
export class Deliveries {
	readonly #client: () => N8nClient;
	readonly #workflowId: string;
	readonly #read = new Map<string, { events: JsonObject[]; crashed: boolean }>();

	constructor(client: () => N8nClient, workflowId: string) {
		this.#client = client;
		this.#workflowId = workflowId;
	}

	async read(): Promise<Delivered> {
		for (const id of await this.#client().executionIds(this.#workflowId)) {
			if (this.#read.has(id)) continue;
			const execution = await this.#client().waitForExecution(id);
			// After a kill, n8n may put a placeholder in place of the trigger's output. Retry acts on what is pending.
			const ran = itemsOf(execution, trigger).filter(
				({ json }) => json.isArtificialRecoveredEventItem !== true,
			);
			const items = ran.length > 0 ? ran : (execution.pendingItems.get(trigger) ?? []);
			const crashed = execution.status === 'crashed';
			this.#read.set(id, { events: items.map(({ json }) => json), crashed });
		}
		const all = [...this.#read.values()];
		return {
			events: all.flatMap(({ events }) => events),
			executions: all.length,
			crashed: all.filter(({ crashed }) => crashed).length,
		};
	}
}

/** The ID of an event's campaign with the type of event: unique in these tests. */
export function subject({ event, campaign }: JsonObject): string {
	const id: unknown =
		typeof campaign === 'object' && campaign !== null && 'id' in campaign ? campaign.id : '';
	return `${String(event)} ${String(id)}`;
}
