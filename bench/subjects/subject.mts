import type { ProviderId } from '../../sandbox/api/service.mts';

/** What a subject does, and on which service. */
export interface Task {
	provider: ProviderId;
	/** The address of the provider's service, possibly through the proxy that adds latency. */
	address: string;
	/** The IDs of the campaigns to change, or to add leads to. */
	ids?: string[];
	/** How many items to work on at once. */
	concurrency?: number;
	/** How many campaigns to create, or leads to add. */
	count?: number;
	requestsPerMinute?: number;
	/** File that keeps the trigger's state, so that a new process does not need a first poll. */
	stateFile?: string;
}

/** The result of one run. */
export interface RunResult {
	/** The time of the measured work, in ms. */
	ms: number;
	/** How many campaigns were returned or changed, or leads were added. */
	count: number;
	/** The size of the trigger's stored state, in bytes. */
	stateBytes?: number;
}

/** Something to measure: prepares a task and returns a function that runs it once. */
export type Subject = (task: Task) => Promise<() => Promise<RunResult>>;

/** Runs some work and measures its time in ms. */
export async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
	const startedAt = performance.now();
	const value = await work();
	return { value, ms: performance.now() - startedAt };
}
