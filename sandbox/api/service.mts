import type { IncomingHttpHeaders } from 'node:http';
import type { JsonObject } from './json.mts';
import type { Meter } from './rate-limiter.mts';

export const providerIds = ['dailyStory', 'falconyte', 'inbox', 'rapidPro', 'smartlead'] as const;

export type ProviderId = (typeof providerIds)[number];

/** A request as it came in, nothing decoded yet: every service reads it as its own framework would. */
export interface ApiRequest {
	method: string;
	/** Raw (still percent-encoded) path within the service, without the query: "/api/v1/campaigns". */
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	body: Buffer;
	/** Scheme and Host of the request plus the service's prefix: what the service believes its address to be. */
	base: string;
}

export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: string;
}

/** One API, with what it stores. */
export interface Service {
	id: ProviderId;
	/** First segment of its base address. */
	prefix: string;
	meter: Meter;
	handle(request: ApiRequest): Answer | Promise<Answer>;
	/** Back to the seed. */
	reset(): void;
	/** Everything that it stores and counts, as text that only its own restore reads. */
	saved(): string;
	/** Goes on from what saved() gave, in this process or another one. */
	restore(saved: string): void;
	/** Adds campaigns behind the API's back: `count` of them, named "<prefix> <running number>". */
	add(count: number, prefix: string): void;
	/** Everything stored, also what the API hides (archived, deleted). */
	campaigns(): JsonObject[];
	/** Changes stored fields behind the API's back. False where there is no such campaign. */
	change(id: string, fields: JsonObject): boolean;
	remove(id: string): boolean;
}
