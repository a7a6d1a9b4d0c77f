import type { JsonObject } from './json.mts';
import { matches, type RequestPattern } from './request-pattern.mts';
import type { Service, ServiceState } from './service.mts';

/** A change of the stored campaigns that no API request makes. */
export type Change =
	| { add: { count: number; prefix: string } }
	| { change: { id: string; fields: JsonObject } }
	| { remove: string };

/** Changes made right after a matching request is answered, for example between two pages of a list. */
export interface ScheduledChange extends RequestPattern {
	/** How many matching requests to let pass first. */
	after: number;
	acts: Change[];
}

/** The scheduled changes that have not been made yet. */
export class ScheduledChanges {
	#pending: ScheduledChange[] = [];

	add(change: ScheduledChange): void {
		this.#pending.push({ ...change });
	}

	/** Makes the changes that are due after this request. */
	apply(service: Service, method: string, path: string): void {
		const matching = this.#pending.filter((each) => matches(each, service.id, method, path));
		for (const scheduled of matching) {
			if (scheduled.after-- > 0) continue;
			this.#pending = this.#pending.filter((each) => each !== scheduled);
			for (const change of scheduled.acts) applyChange(service.state, change);
		}
	}

	clear(): void {
		this.#pending = [];
	}
}

function applyChange(state: ServiceState, change: Change): void {
	if ('add' in change) state.addCampaigns(change.add.count, change.add.prefix);
	else if ('change' in change) state.update(change.change.id, change.change.fields);
	else state.remove(change.remove);
}
