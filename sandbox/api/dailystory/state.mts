import { CampaignState } from '../campaign-state.mts';
import { Collection } from '../collection.mts';
import { type DailyStoryCampaign, newCampaign } from './campaign.mts';
import { seedCampaigns } from './seed.mts';

const bulkStatuses = ['Active', 'Paused', 'Archived'];

/** The data of one account. */
export class DailyStoryState extends CampaignState<DailyStoryCampaign> {
	readonly campaigns = new Collection<DailyStoryCampaign>(
		({ campaignId }) => String(campaignId),
		(a, b) => a.campaignId - b.campaignId,
	);
	#nextId = 0;
	#bulkCount = 0;

	reset(): void {
		this.campaigns.replace(seedCampaigns());
		this.#nextId = 24_200;
		this.#bulkCount = 0;
	}

	snapshot() {
		return { campaigns: this.campaigns.all(), nextId: this.#nextId, bulkCount: this.#bulkCount };
	}

	restore(snapshot: ReturnType<DailyStoryState['snapshot']>): void {
		this.campaigns.replace(snapshot.campaigns);
		this.#nextId = snapshot.nextId;
		this.#bulkCount = snapshot.bulkCount;
	}

	create(name: string): DailyStoryCampaign {
		const campaign = newCampaign(this.#nextId++, name);
		this.campaigns.add(campaign);
		return campaign;
	}

	addCampaigns(count: number, prefix: string): void {
		for (let index = 0; index < count; index++) {
			const campaign = this.create(`${prefix} ${++this.#bulkCount}`);
			campaign.status = bulkStatuses[index % bulkStatuses.length] ?? 'Paused';
		}
	}
}
