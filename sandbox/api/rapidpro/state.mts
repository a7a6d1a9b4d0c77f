import { randomUUID } from 'node:crypto';
import { CampaignState } from '../campaign-state.mts';
import { Collection } from '../collection.mts';
import type { GroupRef, RapidProCampaign } from './campaign.mts';
import { groups, seedCampaigns } from './seed.mts';
import { RapidProWebhooks } from './webhooks.mts';

function newestFirst(a: RapidProCampaign, b: RapidProCampaign): number {
	if (a.created_on === b.created_on) return 0;
	return a.created_on < b.created_on ? 1 : -1;
}

const bulkStart = Date.UTC(2023, 0, 1);

/** The data of one workspace. */
export class RapidProState extends CampaignState<RapidProCampaign> {
	readonly campaigns = new Collection<RapidProCampaign>(({ uuid }) => uuid, newestFirst);
	readonly webhooks = new RapidProWebhooks();
	#bulkCount = 0;
	#micros = 0;
	#visible: { source: readonly RapidProCampaign[]; rows: RapidProCampaign[] } | null = null;

	reset(): void {
		this.campaigns.replace(seedCampaigns());
		this.webhooks.clear();
		this.#bulkCount = 0;
	}

	snapshot() {
		return {
			campaigns: this.campaigns.all(),
			bulkCount: this.#bulkCount,
			micros: this.#micros,
			hooks: this.webhooks.hooks.snapshot(),
		};
	}

	restore(snapshot: ReturnType<RapidProState['snapshot']>): void {
		this.campaigns.replace(snapshot.campaigns);
		this.#bulkCount = snapshot.bulkCount;
		this.#micros = snapshot.micros;
		this.webhooks.hooks.restore(snapshot.hooks);
	}

	/** @returns the campaigns newest first, without archived ones, which the API never lists */
	visible(): RapidProCampaign[] {
		const source = this.campaigns.sorted();
		if (this.#visible?.source !== source) {
			this.#visible = { source, rows: source.filter((campaign) => !campaign.archived) };
		}
		return this.#visible.rows;
	}

	/**
	 * Names are unique regardless of case, among archived campaigns as well.
	 *
	 * @param except the campaign that may have this name
	 */
	isNameTaken(name: string, except: RapidProCampaign | null): boolean {
		const lowerCased = name.toLowerCase();
		return this.campaigns
			.all()
			.some((each) => each !== except && each.name.toLowerCase() === lowerCased);
	}

	create(name: string, group: GroupRef): RapidProCampaign {
		// The clock only gives milliseconds. Counted microseconds keep creation times distinct.
		this.#micros = (this.#micros + 1) % 1000;
		const micros = String(this.#micros).padStart(3, '0');
		const created = new Date().toISOString().replace('Z', `${micros}Z`);
		const campaign = { uuid: randomUUID(), name, archived: false, group, created_on: created };
		this.campaigns.add(campaign);
		return campaign;
	}

	addCampaigns(count: number, prefix: string): void {
		const { uuid = '', name = '' } = groups[1] ?? {};
		for (let index = 0; index < count; index++) {
			const number = ++this.#bulkCount;
			const tail = number.toString(16).padStart(12, '0');
			this.campaigns.add({
				uuid: `00000000-0000-4000-8000-${tail}`,
				name: `${prefix} ${number}`,
				archived: false,
				group: { uuid, name },
				created_on: new Date(bulkStart + number * 1000).toISOString().replace('Z', '000Z'),
			});
		}
	}
}
