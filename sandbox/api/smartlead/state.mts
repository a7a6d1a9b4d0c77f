import { CampaignState } from '../campaign-state.mts';
import { Collection } from '../collection.mts';
import { isObject, type JsonObject } from '../json.mts';
import {
	type Extras,
	newCampaign,
	noCounts,
	type SmartleadCampaign,
	type Step,
} from './campaign.mts';
import { Leads } from './leads.mts';
import { emailAccounts, seedCampaigns, seedTag } from './seed.mts';
import { SmartleadWebhooks } from './webhooks.mts';

const bulkStatuses = ['ACTIVE', 'PAUSED', 'DRAFTED', 'COMPLETED', 'STOPPED'];
const bulkStart = Date.UTC(2024, 0, 1);

/** The data of one account. */
export class SmartleadState extends CampaignState<SmartleadCampaign> {
	readonly campaigns = new Collection<SmartleadCampaign>(
		(campaign) => String(campaign.id),
		(a, b) => b.id - a.id,
	);
	readonly webhooks = new SmartleadWebhooks(this);
	readonly leads = new Leads();
	#extras = new Map<number, Extras>();
	#nextId = 0;
	#nextStepId = 0;
	#nextVariantId = 0;

	reset(): void {
		this.campaigns.replace([]);
		this.webhooks.hooks.clear();
		this.#extras.clear();
		this.leads.reset();
		this.#nextId = 2_050_001;
		this.#nextStepId = 880_001;
		this.#nextVariantId = 990_001;
		for (const { campaign, ready, tagged } of seedCampaigns()) {
			this.campaigns.add(campaign);
			const extras = this.extras(campaign.id);
			if (tagged) extras.tags.push(seedTag);
			if (!ready) continue;
			extras.emailAccountIds.push(emailAccounts[0]?.id ?? 0);
			extras.sequences.push(this.newStep(campaign, 1, 0, 'Hello {{first_name}}', '<p>Hi!</p>'));
			extras.sequences.push(this.newStep(campaign, 2, 3, '', '<p>Just following up.</p>'));
		}
	}

	snapshot() {
		return {
			campaigns: this.campaigns.all(),
			extras: [...this.#extras],
			leads: this.leads.snapshot(),
			nextId: this.#nextId,
			nextStepId: this.#nextStepId,
			nextVariantId: this.#nextVariantId,
			hooks: this.webhooks.hooks.snapshot(),
		};
	}

	restore(snapshot: ReturnType<SmartleadState['snapshot']>): void {
		this.campaigns.replace(snapshot.campaigns);
		this.#extras = new Map(snapshot.extras);
		this.leads.restore(snapshot.leads);
		this.#nextId = snapshot.nextId;
		this.#nextStepId = snapshot.nextStepId;
		this.#nextVariantId = snapshot.nextVariantId;
		this.webhooks.hooks.restore(snapshot.hooks);
	}

	newVariantId(): number {
		return this.#nextVariantId++;
	}

	/** A new sequence step, `days` after the one before it, with the time of the campaign's last change. */
	newStep(
		campaign: SmartleadCampaign,
		number: number,
		days: number,
		subject: string,
		body: string,
	): Step {
		return {
			id: this.#nextStepId++,
			created_at: campaign.updated_at,
			updated_at: campaign.updated_at,
			email_campaign_id: campaign.id,
			seq_number: number,
			seq_delay_details: { delayInDays: days },
			subject,
			email_body: body,
			sequence_variants: [],
		};
	}

	create(name: string, clientId: number | null): SmartleadCampaign {
		const campaign = newCampaign(this.#nextId++, name, new Date().toISOString());
		campaign.client_id = clientId;
		this.campaigns.add(campaign);
		return campaign;
	}

	/**
	 * A draft with the settings and the sequence of another campaign, without its leads, counts and webhooks. That its
	 * email accounts are copied, too, is not documented.
	 */
	duplicate(original: SmartleadCampaign, clientId: number | null): SmartleadCampaign {
		const { id, created_at, updated_at, status, name } = this.create(
			`${original.name} - copy`,
			clientId,
		);
		const own = { id, created_at, updated_at, status, name, client_id: clientId };
		const settings = structuredClone({ ...original, parent_campaign_id: null });
		const copy = this.campaigns.update(String(id), { ...settings, ...own });
		const { sequences, emailAccountIds, writeOnly } = this.extras(original.id);
		Object.assign(this.extras(id), {
			writeOnly: structuredClone(writeOnly),
			emailAccountIds: [...emailAccountIds],
			sequences: sequences.map((step) => ({
				...structuredClone(step),
				id: this.#nextStepId++,
				created_at,
				updated_at,
				email_campaign_id: id,
			})),
		});
		return copy ?? original;
	}

	/** @returns the extras of a campaign, which are empty at first */
	extras(id: number): Extras {
		let extras = this.#extras.get(id);
		if (!extras) {
			const counts = { ...noCounts };
			extras = { writeOnly: {}, sequences: [], emailAccountIds: [], tags: [], counts };
			this.#extras.set(id, extras);
		}
		return extras;
	}

	/** Also delivers the event that the service's own status change would. What a read hides is changed under `sandbox`. */
	override update(id: string, { sandbox: hidden, ...fields }: JsonObject): boolean {
		const previous = this.campaigns.get(id)?.status;
		const isFound = super.update(id, fields);
		if (isFound && isObject(hidden)) Object.assign(this.extras(Number(id)), hidden);
		const campaign = this.campaigns.get(id);
		if (campaign && previous !== undefined && campaign.status !== previous) {
			this.webhooks.statusChanged(campaign, previous);
		}
		return isFound;
	}

	override remove(id: string): boolean {
		this.#extras.delete(Number(id));
		this.leads.removeCampaign(Number(id));
		return super.remove(id);
	}

	addCampaigns(count: number, prefix: string): void {
		for (let index = 0; index < count; index++) {
			const id = this.#nextId++;
			const at = new Date(bulkStart + (id - 2_050_000) * 1000).toISOString();
			const campaign = newCampaign(id, `${prefix} ${id - 2_050_000}`, at);
			campaign.status = bulkStatuses[index % bulkStatuses.length] ?? 'DRAFTED';
			this.campaigns.add(campaign);
		}
	}

	storedLeads(campaignId: string): JsonObject[] {
		return this.leads.of(Number(campaignId)).map((lead) => this.leads.toRow(lead));
	}

	setLeadTimes(campaignId: string, createdAt: string): void {
		for (const lead of this.leads.of(Number(campaignId))) lead.created_at = createdAt;
	}

	/** What a read of the API hides is under `sandbox`. */
	override storedCampaigns(): JsonObject[] {
		return this.campaigns.all().map((campaign) => {
			const extras = this.#extras.get(campaign.id);
			return extras ? { ...campaign, sandbox: extras } : { ...campaign };
		});
	}
}
