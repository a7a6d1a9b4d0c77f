import type { Collection } from './collection.mts';
import type { JsonObject } from './json.mts';
import type { ServiceState } from './service.mts';

/** The part of a service's state that is the same for every service. */
export abstract class CampaignState<T extends object> implements ServiceState {
	abstract readonly campaigns: Collection<T>;

	abstract reset(): void;
	abstract snapshot(): unknown;
	abstract restore(snapshot: unknown): void;
	abstract addCampaigns(count: number, prefix: string): void;

	storedCampaigns(): JsonObject[] {
		return this.campaigns.all().map((campaign) => Object.assign<JsonObject, T>({}, campaign));
	}

	update(id: string, fields: JsonObject): boolean {
		return this.campaigns.update(id, fields) !== null;
	}

	remove(id: string): boolean {
		return this.campaigns.remove(id);
	}
}
