import { randomUUID } from 'node:crypto';
import { CampaignState } from '../campaign-state.mts';
import { Collection } from '../collection.mts';
import type { JsonObject } from '../json.mts';
import { type CampaignFields, type FalconyteCampaign, newCampaign } from './campaign.mts';
import type { Submission } from './requests.mts';
import { mailAccounts, seedCampaigns, templates } from './seed.mts';
import { FalconyteWebhooks } from './webhooks.mts';

const bulkStart = Date.UTC(2024, 0, 1);

/** Formats a time in ms since 1970 as the service does: ISO 8601 without fractions of a second. */
export function isoSeconds(time: number): string {
	return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** The data of one team. The listing order is not documented: newest first here. */
export class FalconyteState extends CampaignState<FalconyteCampaign> {
	readonly campaigns = new Collection<FalconyteCampaign>(
		({ id }) => id,
		(a, b) => (a.created_at === b.created_at ? 0 : a.created_at < b.created_at ? 1 : -1),
	);
	readonly webhooks = new FalconyteWebhooks(() => this);
	#bulkCount = 0;
	/** The events that were submitted to each campaign. */
	#submissions = new Map<string, Submission[]>();

	reset(): void {
		this.#submissions.clear();
		this.campaigns.replace(seedCampaigns());
		this.webhooks.hooks.clear();
		this.#bulkCount = 0;
	}

	snapshot() {
		return {
			campaigns: this.campaigns.all(),
			bulkCount: this.#bulkCount,
			submissions: [...this.#submissions],
			hooks: this.webhooks.hooks.snapshot(),
		};
	}

	restore(snapshot: ReturnType<FalconyteState['snapshot']>): void {
		this.campaigns.replace(snapshot.campaigns);
		this.#bulkCount = snapshot.bulkCount;
		this.#submissions = new Map(snapshot.submissions);
		this.webhooks.hooks.restore(snapshot.hooks);
	}

	create(fields: CampaignFields): FalconyteCampaign {
		const campaign = newCampaign(randomUUID(), fields, isoSeconds(Date.now()));
		this.campaigns.add(campaign);
		return campaign;
	}

	/** Keeps an event, unless the campaign has one with the same key. The scope of a key is not documented. */
	submit({ id }: FalconyteCampaign, submission: Submission): void {
		const { idempotency_key: key } = submission;
		const submissions = this.#submissions.get(id) ?? [];
		this.#submissions.set(id, submissions);
		const isKnown = submissions.some((each) => key !== undefined && each.idempotency_key === key);
		if (!isKnown) submissions.push(submission);
	}

	/** What a read of the API hides is under `sandbox`. */
	override storedCampaigns(): JsonObject[] {
		return super.storedCampaigns().map((campaign) => {
			const submissions = this.#submissions.get(String(campaign.id));
			return submissions ? { ...campaign, sandbox: { submissions } } : campaign;
		});
	}

	addCampaigns(count: number, prefix: string): void {
		const template_ids = [templates[0]?.id ?? ''];
		const mail_account_ids = [mailAccounts[0]?.id ?? ''];
		const events = ['contact.saved'];
		for (let index = 0; index < count; index++) {
			const number = ++this.#bulkCount;
			const id = `b01c0000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
			const fields = { name: `${prefix} ${number}`, template_ids, mail_account_ids, events };
			this.campaigns.add(newCampaign(id, fields, isoSeconds(bulkStart + number * 1000)));
		}
	}
}
