import { Collection } from '../collection.mts';
import { freshCampaign, type DailyStoryCampaign } from './campaign.mts';
import { seedCampaigns } from './seed.mts';

const bulkStatuses = ['Active', 'Paused', 'Archived'];

/** What the tenant holds. */
export class DailyStoryState {
	readonly campaigns = new Collection<DailyStoryCampaign>(
		({ campaignId }) => String(campaignId),
		(a, b) => a.campaignId - b.campaignId,
	);
	#nextId = 0;
	#bulk = 0;

	reset(): void {
		this.campaigns.clear();
		this.#nextId = 24_200;
		this.#bulk = 0;
		this.campaigns.add(...seedCampaigns());
	}

	saved() {
		return { campaigns: this.campaigns.all(), nextId: this.#nextId, bulk: this.#bulk };
	}

	restore(saved: ReturnType<DailyStoryState['saved']>): void {
		this.campaigns.replace(saved.campaigns);
		this.#nextId = saved.nextId;
		this.#bulk = saved.bulk;
	}

	create(name: string): DailyStoryCampaign {
		const campaign = freshCampaign(this.#nextId++, name);
		this.campaigns.add(campaign);
		return campaign;
	}

	add(count: number, prefix: string): void {
		for (let index = 0; index < count; index++) {
			const campaign = this.create(`${prefix} ${++this.#bulk}`);
			campaign.status = bulkStatuses[index % bulkStatuses.length] ?? 'Paused';
		}
	}
}
