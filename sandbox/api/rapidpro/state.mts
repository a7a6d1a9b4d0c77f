import { randomUUID } from 'node:crypto';
import { Collection } from '../collection.mts';
import type { GroupRef, RapidProCampaign } from './campaign.mts';
import { groups, seedCampaigns } from './seed.mts';

function newestFirst(a: RapidProCampaign, b: RapidProCampaign): number {
	if (a.created_on === b.created_on) return 0;
	return a.created_on < b.created_on ? 1 : -1;
}

const bulkStart = Date.UTC(2023, 0, 1);

/** What the workspace holds. */
export class RapidProState {
	readonly campaigns = new Collection<RapidProCampaign>(({ uuid }) => uuid, newestFirst);
	#bulk = 0;
	#micros = 0;
	#listed: { from: readonly RapidProCampaign[]; rows: RapidProCampaign[] } | null = null;

	reset(): void {
		this.campaigns.clear();
		this.#bulk = 0;
		this.campaigns.add(...seedCampaigns());
	}

	saved() {
		return { campaigns: this.campaigns.all(), bulk: this.#bulk, micros: this.#micros };
	}

	restore(saved: ReturnType<RapidProState['saved']>): void {
		this.campaigns.replace(saved.campaigns);
		this.#bulk = saved.bulk;
		this.#micros = saved.micros;
	}

	/** Newest first, without the archived ones, which the API never lists. */
	listed(): RapidProCampaign[] {
		const from = this.campaigns.sorted();
		if (this.#listed?.from !== from) {
			this.#listed = { from, rows: from.filter((campaign) => !campaign.archived) };
		}
		return this.#listed.rows;
	}

	/** Names are unique without regard to case, archived campaigns included. */
	isTaken(name: string, except: RapidProCampaign | null): boolean {
		const wanted = name.toLowerCase();
		return this.campaigns
			.all()
			.some((each) => each !== except && each.name.toLowerCase() === wanted);
	}

	create(name: string, group: GroupRef): RapidProCampaign {
		// milliseconds are all that the clock gives: the rest is counted, so that no two are the same
		this.#micros = (this.#micros + 1) % 1000;
		const micros = String(this.#micros).padStart(3, '0');
		const created = new Date().toISOString().replace('Z', `${micros}Z`);
		const campaign = { uuid: randomUUID(), name, archived: false, group, created_on: created };
		this.campaigns.add(campaign);
		return campaign;
	}

	add(count: number, prefix: string): void {
		const { uuid = '', name = '' } = groups[1] ?? {};
		for (let index = 0; index < count; index++) {
			const number = ++this.#bulk;
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
