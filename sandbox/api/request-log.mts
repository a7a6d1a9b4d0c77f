import type { IncomingHttpHeaders } from 'node:http';
import { parseJson } from './json.mts';
import type { ApiRequest, ProviderId } from './service.mts';

export interface LoggedRequest {
	provider: ProviderId;
	method: string;
	path: string;
	query: Record<string, string | string[]>;
	headers: IncomingHttpHeaders;
	/** The parsed JSON, or the raw text if it is not JSON, or null if the body is empty. */
	body: unknown;
	/** Path and query as they were in the request line. */
	rawUrl: string;
	/** The status that was sent, or null if none has been sent. */
	status: number | null;
	/** Time of arrival, in milliseconds since 1970. */
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

	/** @returns the new entry; the caller fills in `status` */
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

	/** @returns the entries of one provider, or all entries if none is given */
	list(provider?: string): LoggedRequest[] {
		return this.#entries.filter((entry) => provider === undefined || entry.provider === provider);
	}

	/** Replaces all entries. */
	replace(entries: LoggedRequest[]): void {
		this.#entries = entries;
	}

	clear(): void {
		this.#entries = [];
	}
}
