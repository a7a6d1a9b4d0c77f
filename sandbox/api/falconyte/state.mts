import { randomUUID } from 'node:crypto';
import { Collection } from '../collection.mts';
import { freshCampaign, type FalconyteCampaign, type NewCampaign } from './campaign.mts';
import { mailAccounts, seedCampaigns, templates } from './seed.mts';

const bulkStart = Date.UTC(2024, 0, 1);

/** The service's dates have no fraction of a second. */
export function seconds(time: number): string {
	return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** What the team holds; newest first, which was not found. */
export class FalconyteState {
	readonly campaigns = new Collection<FalconyteCampaign>(
		({ id }) => id,
		(a, b) => (a.created_at === b.created_at ? 0 : a.created_at < b.created_at ? 1 : -1),
	);
	#bulk = 0;

	reset(): void {
		this.campaigns.clear();
		this.#bulk = 0;
		this.campaigns.add(...seedCampaigns());
	}

	saved() {
		return { campaigns: this.campaigns.all(), bulk: this.#bulk };
	}

	restore(saved: ReturnType<FalconyteState['saved']>): void {
		this.campaigns.replace(saved.campaigns);
		this.#bulk = saved.bulk;
	}

	create(fields: NewCampaign): FalconyteCampaign {
		const campaign = freshCampaign(randomUUID(), fields, seconds(Date.now()));
		this.campaigns.add(campaign);
		return campaign;
	}

	add(count: number, prefix: string): void {
		const template_ids = [templates[0]?.id ?? ''];
		const mail_account_ids = [mailAccounts[0]?.id ?? ''];
		const events = ['contact.saved'];
		for (let index = 0; index < count; index++) {
			const number = ++this.#bulk;
			const id = `b01c0000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
			const fields = { name: `${prefix} ${number}`, template_ids, mail_account_ids, events };
			this.campaigns.add(freshCampaign(id, fields, seconds(bulkStart + number * 1000)));
		}
	}
}
