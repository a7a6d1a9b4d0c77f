import type { ProviderId } from '../../sandbox/api/service.mts';

/** What a subject is told: where the service is, and what to do there. */
export interface Task {
	provider: ProviderId;
	/** Address of the provider's service, possibly behind a slow line. */
	address: string;
	/** Ids of the campaigns that are changed. */
	ids?: string[];
	/** Items worked on side by side. */
	atOnce?: number;
	/** How many campaigns are created. */
	count?: number;
	requestsPerMinute?: number;
	/** Where the trigger's state stands between processes, so that a fresh one need not poll first. */
	stateFile?: string;
}

/** What one run came to. */
export interface Done {
	/** Time of the work alone, in ms. */
	ms: number;
	/** How many campaigns came out, to be compared with how many must. */
	count: number;
	/** What the trigger stores, in bytes. */
	stateBytes?: number;
}

/** Prepares the work on a service; what is given back does it once. */
export type Subject = (task: Task) => Promise<() => Promise<Done>>;

/** Does some work and takes the time. */
export async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
	const startedAt = performance.now();
	const value = await work();
	return { value, ms: performance.now() - startedAt };
}
