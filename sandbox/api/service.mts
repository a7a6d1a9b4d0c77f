import type { IncomingHttpHeaders } from 'node:http';
import type { JsonObject } from './json.mts';
import type { RateLimiter } from './rate-limiter.mts';
import type { ServiceWebhooks } from './webhooks/service-webhooks.mts';

export const providerIds = ['dailyStory', 'falconyte', 'inbox', 'rapidPro', 'smartlead'] as const;

export type ProviderId = (typeof providerIds)[number];

/** A request as received. Nothing is decoded: each service reads it the way its own framework does. */
export interface ApiRequest {
	method: string;
	/** The raw (percent-encoded) path within the service, without the query: "/api/v1/campaigns". */
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	body: Buffer;
	/** The service's base URL as the client sees it: the Host header and the service's prefix. */
	base: string;
}

export interface ApiResponse {
	status: number;
	headers: Record<string, string>;
	body: string;
}

/** What a service stores, as the control API and the state file see it. */
export interface ServiceState {
	/** Restores the seed data. */
	reset(): void;
	/** @returns everything the service stores, as a JSON value for restore() */
	snapshot(): unknown;
	/** Continues from a snapshot, taken by this process or an earlier one. */
	restore(snapshot: unknown): void;
	/** Adds `count` campaigns named "<prefix> <number>", without an API request. */
	addCampaigns(count: number, prefix: string): void;
	/** @returns all stored campaigns, including those that the API hides (archived or deleted ones) */
	storedCampaigns(): JsonObject[];
	/** @returns the leads of a campaign, in the order in which they were added; absent where the API has none */
	storedLeads?(campaignId: string): JsonObject[];
	/** Sets when the leads of a campaign were added. */
	setLeadTimes?(campaignId: string, createdAt: string): void;
	/** @returns the events of a campaign, newest first; absent where campaigns have none */
	storedEvents?(campaignId: string): JsonObject[];
	/** Stops or starts what the service does in the background; absent where its answers do not depend on that. */
	setOutage?(isDown: boolean): void;
	/** Behaves as older pages or releases do, or not; absent where only the shapes of answers differ. */
	useOlderRelease?(isUsed: boolean): void;
	/** Changes fields of a campaign without an API request. @returns false if there is no such campaign */
	update(id: string, fields: JsonObject): boolean;
	/** Removes a campaign without an API request. @returns false if there is no such campaign */
	remove(id: string): boolean;
}

/** One of the five APIs. */
export interface Service {
	id: ProviderId;
	/** The first path segment of its base URL. */
	prefix: string;
	rateLimiter: RateLimiter;
	state: ServiceState;
	/** What it pushes, if it pushes anything about campaigns. */
	webhooks?: ServiceWebhooks;
	/** Answers a request. A service that takes time handles others meanwhile. */
	handle(request: ApiRequest): ApiResponse | Promise<ApiResponse>;
}
