import type { IncomingHttpHeaders } from 'node:http';
import { parseJson } from './json.mts';
import type { ApiRequest, ProviderId } from './service.mts';

export interface LoggedRequest {
	provider: ProviderId;
	method: string;
	path: string;
	query: Record<string, string | string[]>;
	headers: IncomingHttpHeaders;
	/** Parsed JSON, else the raw text, else null. */
	body: unknown;
	/** Path and query as they stood in the request line. */
	rawUrl: string;
	/** Status sent, null where none was (yet). */
	status: number | null;
	/** Arrival, milliseconds since 1970. */
	at: number;
}

function queryObject(query: URLSearchParams): Record<string, string | string[]> {
	const names = new Set(query.keys());
	return Object.fromEntries(
		[...names].map((name) => {
			const [first = '', ...more] = query.getAll(name);
			return [name, more.length > 0 ? [first, ...more] : first];
		}),
	);
}

/** Every request that reached a service, in order of arrival. */
export class RequestLog {
	#entries: LoggedRequest[] = [];

	/** @returns the new entry, whose `status` is to be filled in */
	add(provider: ProviderId, request: ApiRequest, rawUrl: string): LoggedRequest {
		const text = request.body.toString('utf8');
		const entry: LoggedRequest = {
			provider,
			method: request.method,
			path: request.path,
			query: queryObject(request.query),
			headers: request.headers,
			body: text === '' ? null : (parseJson(text) ?? { value: text }).value,
			rawUrl,
			status: null,
			at: Date.now(),
		};
		this.#entries.push(entry);
		return entry;
	}

	list(provider?: string): LoggedRequest[] {
		return this.#entries.filter((entry) => provider === undefined || entry.provider === provider);
	}

	/** Only these entries from now on. */
	replace(entries: LoggedRequest[]): void {
		this.#entries = entries;
	}

	clear(): void {
		this.#entries = [];
	}
}
