import type { IDataObject } from 'n8n-workflow';
import { ActiveTrigger } from '../engine/trigger.mts';
import type { ProviderId, World } from '../engine/world.mts';

/** Every event that the trigger can report. */
export const allEvents = ['created', 'updated', 'statusChanged', 'deleted'];

/** An empty list, as each service would send it. */
export const emptyLists: Record<ProviderId, IDataObject | IDataObject[]> = {
	dailyStory: { Status: true, Message: '', Response: { campaigns: [] } },
	falconyte: { ok: true, campaigns: [] },
	inbox: { data: [], nextCursor: null },
	rapidPro: { next: null, previous: null, results: [] },
	smartlead: [],
};

/** Events in words: "created Spring launch". */
export const summarize = (items: IDataObject[]): string[] =>
	items.map(({ event, campaign }) => `${String(event)} ${String((campaign as IDataObject).name)}`);

/** The eventIds of items, sorted. */
export const eventIds = (items: IDataObject[]): unknown[] =>
	items.map(({ eventId }) => eventId).sort();

/** What tests of the trigger do with their sandbox. */
export class TriggerSetup {
	readonly #world: World;

	constructor(world: World) {
		this.#world = world;
	}

	/** Adds campaigns, named "<prefix> <number>". */
	async seed(provider: ProviderId, count: number, prefix = 'Bulk campaign'): Promise<void> {
		await this.#world.control('POST', '/seed', { provider, count, prefix });
	}

	/** The stored campaigns as the service lists them. */
	async listed(provider: ProviderId): Promise<IDataObject[]> {
		const stored = await this.#world.stored(provider);
		return stored.map(({ sandbox: _extras, ...campaign }) => campaign);
	}

	/** The ID of a stored campaign. */
	async idOf(provider: ProviderId, name: string): Promise<string> {
		const stored = await this.#world.stored(provider);
		const found = stored.find((campaign) => campaign.name === name);
		return String(found?.id ?? found?.uuid ?? found?.campaignId);
	}

	/** Changes fields of a stored campaign. */
	async change(provider: ProviderId, name: string, fields: IDataObject): Promise<void> {
		const id = await this.idOf(provider, name);
		await this.#world.control('PUT', `/campaigns/${provider}/${id}`, fields);
	}

	/** Deletes a stored campaign. */
	async remove(provider: ProviderId, name: string): Promise<void> {
		const id = await this.idOf(provider, name);
		await this.#world.control('DELETE', `/campaigns/${provider}/${id}`);
	}

	/** Makes the service answer all further requests as usual, but say that it is later by this many ms. */
	async postpone(provider: ProviderId, ms: number): Promise<void> {
		const headers = { Date: new Date(Date.now() + ms).toUTCString() };
		await this.#world.fault({ provider, handled: true, delayMs: 0, headers, times: 10_000 });
	}

	/** A trigger for all events, after its first poll. It shares no rate limit with other tests. */
	async started(provider: ProviderId): Promise<ActiveTrigger> {
		const options = { requestsPerMinute: 1_000_000 };
		const trigger = new ActiveTrigger(this.#world.credential(provider), {
			events: allEvents,
			options,
		});
		expect((await trigger.poll()).error).toBeUndefined();
		return trigger;
	}

	/** Expects that the trigger reports a new campaign, once, and nothing that happened before. */
	async expectRecovery(trigger: ActiveTrigger, provider: ProviderId): Promise<void> {
		await this.seed(provider, 1, 'Late');
		const { items, error } = await trigger.poll();
		expect(error).toBeUndefined();
		expect(items.map(({ event }) => event)).toEqual(['created']);
		for (const _ of [1, 2]) expect((await trigger.poll()).items).toEqual([]);
	}
}
