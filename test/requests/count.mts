import type { IDataObject } from 'n8n-workflow';
import { type World } from '../engine/world.mts';
import { storedId } from '../providers/facts.mts';
import type { Work } from './works.mts';

/** The sandbox enforces no limit here, so the node needs no pace. */
const unlimited = { requestsPerMinute: 1_000_000 };

/** What a work took. */
export interface Count {
	/** All requests that arrived. */
	readonly requests: number;
	/** Those of them that write. */
	readonly writes: number;
	/** The outputs of the items, in their order. */
	readonly outputs: readonly IDataObject[];
	/** The items. */
	readonly items: ReadonlyArray<{ id: string; name: string }>;
}

/**
 * Does a work in the sandbox, and counts the requests that arrive there.
 *
 * @param itemCount how many campaigns the account gets, and one item for each
 * @throws Error when the node fails
 */
export async function countRequests(
	{ control, stored, log, run }: Pick<World, 'control' | 'stored' | 'log' | 'run'>,
	{ provider, parameters, stored: fields }: Work,
	itemCount: number,
): Promise<Count> {
	await control('POST', '/reset');
	await control('POST', '/seed', { provider, count: itemCount, prefix: 'Row' });
	const rows = (await stored(provider)).filter(({ name }) => String(name).startsWith('Row '));
	const items = rows.map((row) => ({ id: storedId(provider, row), name: String(row.name) }));
	if (fields !== undefined) {
		for (const { id } of items) await control('PUT', `/campaigns/${provider}/${id}`, fields);
	}
	await control('DELETE', '/requests');
	const { items: outputs, error } = await run(
		provider,
		{ ...parameters, options: unlimited },
		{ items },
	);
	if (outputs === undefined) throw error ?? new Error('The node has no output.');
	const requests = await log(provider);
	return {
		requests: requests.length,
		writes: requests.filter(({ method }) => method !== 'GET').length,
		outputs,
		items,
	};
}
