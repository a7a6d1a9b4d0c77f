import type { JsonObject } from './json.mts';
import type { ProviderId, Service } from './service.mts';

/** Something that happens behind the API's back. */
export type Act =
	| { add: { count: number; prefix: string } }
	| { change: { id: string; fields: JsonObject } }
	| { remove: string };

/** Acts that wait for a request, and happen once it is answered: so a list moves between two of its pages. */
export interface Move {
	provider: ProviderId;
	method?: string;
	/** Regular expression, tested on the path within the service. */
	path?: string;
	/** How many such requests pass before. */
	after: number;
	acts: Act[];
}

/** The moves that wait for their requests. */
export class Moves {
	#waiting: Move[] = [];

	add(move: Move): void {
		this.#waiting.push({ ...move });
	}

	/** Lets happen what waited for this request of `service`. */
	happen(service: Service, method: string, path: string): void {
		const fitting = this.#waiting.filter(
			(each) =>
				each.provider === service.id &&
				(each.method === undefined || each.method.toUpperCase() === method) &&
				(each.path === undefined || new RegExp(each.path).test(path)),
		);
		for (const move of fitting) {
			if (move.after-- > 0) continue;
			this.#waiting = this.#waiting.filter((each) => each !== move);
			for (const act of move.acts) perform(service, act);
		}
	}

	clear(): void {
		this.#waiting = [];
	}
}

function perform(service: Service, act: Act): void {
	if ('add' in act) service.add(act.add.count, act.add.prefix);
	else if ('change' in act) service.change(act.change.id, act.change.fields);
	else service.remove(act.remove);
}
