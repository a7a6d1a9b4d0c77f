import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Run } from '../../engine/engine.mts';
import { useSandbox } from '../../engine/world.mts';

const provider = 'smartlead';

/** A complete schedule, as Create and Update take it. */
export const schedule = {
	timezone: 'Asia/Tokyo',
	days_of_the_week: [0, 1, 5],
	start_hour: '08:30',
	end_hour: '16:00',
	min_time_btw_emails: 15,
	max_new_leads_per_day: 30,
	schedule_start_time: '2027-01-15T08:00:00.000Z',
};

/**
 * Starts a sandbox for a group of tests. Each address has a rate limiter of its own, so with a sandbox of its own no
 * group waits for another.
 */
export function useSmartlead() {
	const world = useSandbox();
	return {
		...world,
		run: async (parameters: INodeParameters, more: Partial<Run> = {}) =>
			await world.run(provider, parameters, more),
		received: async () => await world.received(provider),
		stored: async () => await world.stored(provider),
		storedWithId: async (id: unknown) =>
			(await world.stored(provider)).find((campaign) => String(campaign.id) === id),
		/** Changes stored fields without a request to the API. */
		change: async (id: string, fields: IDataObject) =>
			await world.control('PUT', `/campaigns/${provider}/${id}`, fields),
	};
}
