import type { ListLeadsCapability, RawLead } from '../../providers/contract/leads';
import type { ApiClient } from '../../transport/client';
import { accountId } from '../../transport/credential';
import { pages } from '../../transport/paging';
import type { LeadIndex } from './operation';

interface CampaignLeads {
	readonly ids: Map<string, string>;
	/** The pages that were not read yet. */
	readonly unread: AsyncGenerator<{ readonly entries: readonly RawLead[] }>;
	/** Searches one after the other, because they share the pages. */
	last: Promise<unknown>;
}

/** The leads of one run's campaigns. A campaign's list is read once for all items, and only as far as they need it. */
export class RunLeadIndex implements LeadIndex {
	private readonly campaigns = new Map<string, CampaignLeads>();

	async find(
		client: ApiClient,
		leads: ListLeadsCapability,
		campaignId: string,
		key: string,
	): Promise<string | undefined> {
		const id = `${accountId(client.account)} ${campaignId}`;
		const campaign = this.campaigns.get(id) ?? {
			ids: new Map<string, string>(),
			unread: pages(client, leads.listing(campaignId, {})),
			last: Promise.resolve(),
		};
		this.campaigns.set(id, campaign);
		const search = campaign.last.then(async () => await readUntil(campaign, leads, key));
		// After a failure the list is started again for the next item.
		campaign.last = search.catch(() => this.campaigns.delete(id));
		return await search;
	}
}

async function readUntil(
	{ ids, unread }: CampaignLeads,
	{ keyOf, toLead }: ListLeadsCapability,
	key: string,
): Promise<string | undefined> {
	while (!ids.has(key)) {
		const next = await unread.next();
		if (next.done === true) return undefined;
		for (const raw of next.value.entries) {
			const { leadId } = toLead(raw);
			const own = keyOf(raw);
			if (own !== undefined && leadId !== null) ids.set(own, leadId);
		}
	}
	return ids.get(key);
}
