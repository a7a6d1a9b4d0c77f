import { randomBytes } from 'node:crypto';
import { CampaignState } from '../campaign-state.mts';
import { Collection } from '../collection.mts';
import type { JsonObject } from '../json.mts';
import {
	type FirstGenCampaign,
	type InboxCampaign,
	isFirstGen,
	isSecondGen,
	newSecondGenCampaign,
	type SecondGenCampaign,
} from './campaign.mts';
import { EventLog } from './events.mts';
import { type InboxLead, isSame } from './leads.mts';
import { accountLinks, seedCampaigns, seedLeads } from './seed.mts';
import { InboxWebhooks } from './webhooks.mts';

/** @returns a new ID in the service's format: 24 characters of [0-9a-z] */
export function newId(): string {
	const bytes = randomBytes(24);
	return [...bytes].map((byte) => (byte % 36).toString(36)).join('');
}

const bulkStart = Date.UTC(2024, 0, 1);

interface Lists {
	first: FirstGenCampaign[];
	second: SecondGenCampaign[];
}

/** The data of one team, with the campaigns of both generations. */
export class InboxState extends CampaignState<InboxCampaign> {
	readonly campaigns = new Collection<InboxCampaign>(
		({ id }) => id,
		(a, b) => (a.createdAt === b.createdAt ? 0 : a.createdAt < b.createdAt ? 1 : -1),
	);
	readonly events = new EventLog();
	readonly webhooks = new InboxWebhooks(this);
	/** Whether campaigns can only be read at the path of the first generation, and in its shape, as on older pages. */
	hasOnlyFirstShape = false;
	#leads = new Map<string, InboxLead[]>();
	#bulkCount = 0;
	#lists: (Lists & { source: readonly InboxCampaign[] }) | null = null;

	reset(): void {
		this.campaigns.replace(seedCampaigns());
		this.events.clear();
		this.webhooks.hooks.clear();
		this.#leads = new Map([[seedLeads.campaignId, structuredClone(seedLeads.leads)]]);
		this.#bulkCount = 0;
		this.hasOnlyFirstShape = false;
	}

	snapshot() {
		return {
			campaigns: this.campaigns.all(),
			events: this.events.all(),
			leads: [...this.#leads],
			bulkCount: this.#bulkCount,
			hooks: this.webhooks.hooks.snapshot(),
		};
	}

	restore(snapshot: ReturnType<InboxState['snapshot']>): void {
		this.campaigns.replace(snapshot.campaigns);
		this.events.replace(snapshot.events);
		this.#leads = new Map(snapshot.leads);
		this.#bulkCount = snapshot.bulkCount;
		this.webhooks.hooks.restore(snapshot.hooks);
	}

	useOlderRelease(isUsed: boolean): void {
		this.hasOnlyFirstShape = isUsed;
	}

	/** @returns the campaigns of each generation, newest first */
	byGeneration(): Lists {
		const source = this.campaigns.sorted();
		if (this.#lists?.source !== source) {
			this.#lists = {
				source,
				first: source.filter(isFirstGen),
				second: source.filter(isSecondGen),
			};
		}
		return this.#lists;
	}

	create(name: string, accountLinkIds: string[], timezone: string): SecondGenCampaign {
		const campaign = newSecondGenCampaign(newId(), name, new Date().toISOString());
		campaign.accountLinkIds = accountLinkIds;
		campaign.scheduleTimezone = timezone;
		this.campaigns.add(campaign);
		return campaign;
	}

	/**
	 * Adds leads. What the counters mean is not documented: here, a lead that the campaign has is skipped, and one whose
	 * username begins with "missing" fails.
	 */
	addLeads(campaign: SecondGenCampaign, leads: InboxLead[]) {
		const count = { added: 0, skipped: 0, failed: 0 };
		const all = this.#leads.get(campaign.id) ?? [];
		this.#leads.set(campaign.id, all);
		for (const lead of leads) {
			if (lead.username?.startsWith('missing')) count.failed++;
			else if (all.some((each) => isSame(each, lead))) count.skipped++;
			else {
				all.push(lead);
				count.added++;
			}
		}
		campaign.targetsCount += count.added;
		return count;
	}

	findLead(campaignId: string, lead: InboxLead): InboxLead | undefined {
		return this.#leads.get(campaignId)?.find((each) => isSame(each, lead));
	}

	storedLeads(campaignId: string): JsonObject[] {
		return (this.#leads.get(campaignId) ?? []).map((lead) => ({ ...lead }));
	}

	/** Sets the status and adds its events. Adds none if the campaign already has this status. */
	setStatus(campaign: InboxCampaign, status: 'active' | 'paused'): void {
		const isUnchanged = campaign.status === status;
		const wasStarted = campaign.lastStartedAt !== null;
		const now = new Date().toISOString();
		if (isSecondGen(campaign)) campaign.enabled = status === 'active';
		if (isUnchanged) return;
		campaign.status = status;
		campaign.updatedAt = now;
		campaign.completedAt = null;
		if (status === 'active') campaign.lastStartedAt = now;
		else campaign.pausedAt = now;
		this.events.addStatusChange(campaign, wasStarted);
	}

	/** Also adds the events that the service's own status change would add. */
	override update(id: string, fields: JsonObject): boolean {
		const campaign = this.campaigns.get(id);
		if (!campaign) return false;
		const { status } = campaign;
		const wasStarted = campaign.lastStartedAt !== null;
		this.campaigns.update(id, fields);
		if (campaign.status !== status) this.events.addStatusChange(campaign, wasStarted);
		return true;
	}

	addCampaigns(count: number, prefix: string): void {
		const link = accountLinks[0]?.id ?? '';
		for (let index = 0; index < count; index++) {
			const number = ++this.#bulkCount;
			const id = `bulk${number.toString(36).padStart(20, '0')}`;
			const at = new Date(bulkStart + number * 1000).toISOString();
			const campaign = newSecondGenCampaign(id, `${prefix} ${number}`, at);
			campaign.accountLinkIds = [link];
			this.campaigns.add(campaign);
		}
	}
}
