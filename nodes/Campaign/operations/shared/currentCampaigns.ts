import type { RawCampaign } from '../../campaign';
import { tryApi } from '../../errors';
import type { ApiClient } from '../../transport/client';
import type { ResolvedCredential } from '../../transport/credential';
import { accountId } from '../../transport/credential';
import { listCampaigns, listServes } from '../../transport/listCampaigns';
import { notFoundError, requireCampaign } from './campaigns';
import type { CampaignNeed, CurrentCampaigns } from './operation';

/** How long, in ms, what the list said of a campaign serves a write to it. */
const listingValidMs = 180_000;

interface Listing {
	readonly readAt: number;
	readonly result: ReturnType<typeof tryApi<Map<string, RawCampaign>>>;
}

interface Account {
	/** The campaigns that items are going to ask for. */
	readonly wanted: Set<string>;
	listing?: Listing;
}

/** The campaigns of one run as they are before the run writes to them: many are read from one list. */
export class RunCurrentCampaigns implements CurrentCampaigns {
	private readonly accounts = new Map<string, Account>();
	private readonly written = new Set<string>();

	/** An item of this run is going to ask for a campaign. */
	announce(credential: ResolvedCredential, { id }: CampaignNeed): void {
		this.accountOf(credential).wanted.add(id);
	}

	async require(client: ApiClient, need: CampaignNeed): Promise<RawCampaign> {
		return (await this.fromList(client, need)) ?? (await requireCampaign(client, need.id));
	}

	noteWritten(client: ApiClient, id: string): void {
		this.written.add(idInAccount(client, id));
	}

	isWritten(client: ApiClient, id: string): boolean {
		return this.written.has(idInAccount(client, id));
	}

	private accountOf(credential: ResolvedCredential): Account {
		const key = accountId(credential);
		const account = this.accounts.get(key) ?? { wanted: new Set() };
		this.accounts.set(key, account);
		return account;
	}

	/** @returns undefined when the campaign has to be read alone */
	private async fromList(
		client: ApiClient,
		{ id, needsWhole }: CampaignNeed,
	): Promise<RawCampaign | undefined> {
		const account = this.accountOf(client.account);
		const ids = new Set([...account.wanted, id]);
		account.wanted.delete(id);
		if (this.isWritten(client, id) || !listServes(client, needsWhole)) return undefined;
		let { listing } = account;
		const isNew = listing === undefined || Date.now() - listing.readAt > listingValidMs;
		if (listing === undefined || isNew) {
			listing = { readAt: Date.now(), result: tryApi(listCampaigns(client, ids)) };
			account.listing = listing;
		}
		const { value: found, error } = await listing.result;
		if (isNew && error !== undefined) throw error;
		const campaign = found?.get(id);
		if (campaign === undefined && found !== undefined && isListOnly(client)) {
			throw notFoundError(client, id);
		}
		return campaign;
	}
}

function isListOnly({ provider }: ApiClient): boolean {
	return provider.campaigns.get.by === 'list';
}

function idInAccount({ account }: ApiClient, id: string): string {
	return `${accountId(account)} ${id}`;
}
