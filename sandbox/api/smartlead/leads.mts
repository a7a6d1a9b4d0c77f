import type { JsonObject } from '../json.mts';
import { seedLeads } from './seed-leads.mts';

/** What a lead may hold besides its ID. Other keys are refused. */
export interface LeadBody {
	email: string;
	first_name?: string;
	last_name?: string;
	phone_number?: string | number;
	company_name?: string;
	website?: string;
	location?: string;
	custom_fields?: JsonObject;
	linkedin_profile?: string;
	company_url?: string;
}

/** A person of the account. Every campaign that the person is in has the same one. */
export interface Lead extends LeadBody {
	id: number;
}

/** A lead of a campaign. */
export interface CampaignLead {
	campaign_lead_map_id: number;
	lead_category_id: number | null;
	status: string;
	created_at: string;
	leadId: number;
	/** What happened to its emails, in the words of the filter. */
	activity: string[];
	/** Whether it has got the last email of the sequence. */
	isAtEnd: boolean;
}

export interface ImportSettings {
	ignore_global_block_list: boolean;
	ignore_unsubscribe_list: boolean;
	ignore_duplicate_leads_in_other_campaign: boolean;
	ignore_community_bounce_list: boolean;
	return_lead_ids: boolean;
}

/** Addresses that the service does not import. The lists of the seed are domains. */
const lists = {
	blocked: '@blocked.example',
	unsubscribed: '@unsubscribed.example',
	bounced: '@bounced.example',
};

const validEmail = /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i;

interface Snapshot {
	leads: Lead[];
	campaigns: Array<[number, CampaignLead[]]>;
	nextId: number;
}

/** The leads of an account. */
export class Leads {
	#byEmail = new Map<string, Lead>();
	#byId = new Map<number, Lead>();
	/** By campaign, then by lead. */
	#campaigns = new Map<number, Map<number, CampaignLead>>();
	#nextId = 0;

	reset(): void {
		this.restore({ leads: [], campaigns: [], nextId: 900_001 });
		for (const { campaignId, lead, ...rest } of seedLeads) {
			const added = this.#add(campaignId, lead, '2025-03-01T08:00:00.000Z');
			Object.assign(added, rest);
		}
	}

	snapshot(): Snapshot {
		return {
			leads: [...this.#byId.values()],
			campaigns: [...this.#campaigns].map(([id, leads]) => [id, [...leads.values()]]),
			nextId: this.#nextId,
		};
	}

	restore({ leads, campaigns, nextId }: Snapshot): void {
		this.#byEmail = new Map(leads.map((lead) => [lead.email.toLowerCase(), lead]));
		this.#byId = new Map(leads.map((lead) => [lead.id, lead]));
		this.#campaigns = new Map(
			campaigns.map(([id, entries]) => [id, new Map(entries.map((each) => [each.leadId, each]))]),
		);
		this.#nextId = nextId;
	}

	/** The leads of a campaign in the order in which they were added. The service's own order is not documented. */
	of(campaignId: number): CampaignLead[] {
		return [...(this.#campaigns.get(campaignId)?.values() ?? [])];
	}

	find(campaignId: number, leadId: number): CampaignLead | undefined {
		return this.#campaigns.get(campaignId)?.get(leadId);
	}

	remove(campaignId: number, leadId: number): boolean {
		return this.#campaigns.get(campaignId)?.delete(leadId) ?? false;
	}

	removeCampaign(campaignId: number): void {
		this.#campaigns.delete(campaignId);
	}

	/** A row of the list, with the observed fields. */
	toRow({ leadId, activity: _activity, isAtEnd: _isAtEnd, ...row }: CampaignLead): JsonObject {
		return { ...row, lead: this.#byId.get(leadId) };
	}

	/**
	 * Imports leads. The counters have the observed names. Which of them counts a lead that is in another campaign, or that
	 * the request holds twice, is not documented: `duplicate_count` here.
	 */
	import(campaignId: number, bodies: LeadBody[], settings: ImportSettings): JsonObject {
		const count = { upload: 0, block: 0, duplicate: 0, already: 0, bounce: 0 };
		const invalid: string[] = [];
		const unsubscribed: string[] = [];
		const ids: Record<'newly' | 'existing' | 'inOthers', Record<string, number>> = {
			newly: {},
			existing: {},
			inOthers: {},
		};
		const seen = new Set<string>();
		const at = new Date().toISOString();
		for (const body of bodies) {
			const { email } = body;
			const key = email.toLowerCase();
			const known = this.#byEmail.get(key);
			if (!validEmail.test(email)) invalid.push(email);
			else if (seen.has(key)) count.duplicate++;
			else if (known && this.find(campaignId, known.id)) {
				count.already++;
				ids.existing[email] = known.id;
			} else if (key.endsWith(lists.blocked) && !settings.ignore_global_block_list) count.block++;
			else if (key.endsWith(lists.unsubscribed) && !settings.ignore_unsubscribe_list)
				unsubscribed.push(email);
			else if (key.endsWith(lists.bounced) && !settings.ignore_community_bounce_list)
				count.bounce++;
			else if (
				known &&
				!settings.ignore_duplicate_leads_in_other_campaign &&
				this.#isInAnother(campaignId, known.id)
			) {
				count.duplicate++;
				ids.inOthers[email] = known.id;
			} else {
				count.upload++;
				ids.newly[email] = this.#add(campaignId, body, at).leadId;
			}
			seen.add(key);
		}
		return {
			ok: true,
			upload_count: count.upload,
			total_leads: bodies.length,
			block_count: count.block,
			duplicate_count: count.duplicate,
			invalid_email_count: invalid.length,
			invalid_emails: invalid,
			already_added_to_campaign: count.already,
			unsubscribed_leads: unsubscribed,
			is_lead_limit_exhausted: false,
			lead_import_stopped_count: 0,
			bounce_count: count.bounce,
			...(settings.return_lead_ids
				? {
						emailToLeadIdMap: {
							newlyAddedLeads: ids.newly,
							existingLeads: ids.existing,
							existingLeadsInOtherCampaigns: ids.inOthers,
						},
					}
				: {}),
		};
	}

	#isInAnother(campaignId: number, leadId: number): boolean {
		return [...this.#campaigns].some(([id, leads]) => id !== campaignId && leads.has(leadId));
	}

	#add(campaignId: number, body: LeadBody, at: string): CampaignLead {
		const key = body.email.toLowerCase();
		const lead = this.#byEmail.get(key) ?? { ...body, id: this.#nextId++ };
		Object.assign(lead, body);
		this.#byEmail.set(key, lead);
		this.#byId.set(lead.id, lead);
		const entry: CampaignLead = {
			// Not the lead's ID: calls that take one refuse the other.
			campaign_lead_map_id: 5_000_000 + this.#nextId++,
			lead_category_id: null,
			status: 'STARTED',
			created_at: at,
			leadId: lead.id,
			activity: [],
			isAtEnd: false,
		};
		const leads = this.#campaigns.get(campaignId) ?? new Map<number, CampaignLead>();
		this.#campaigns.set(campaignId, leads);
		leads.set(lead.id, entry);
		return entry;
	}
}
