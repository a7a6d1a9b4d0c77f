import type { RawCampaign } from '../../campaign';
import { tryApi } from '../../errors';
import type { ApiClient } from '../../transport/client';
import { accountId } from '../../transport/credential';
import { listServes } from '../../transport/listCampaigns';
import { allEntries } from '../../transport/paging';
import { readCampaign } from '../../transport/readCampaign';
import { findByName, isNamed, requireId } from './campaigns';
import { nameKey } from './names';
import type { CampaignIndex, CurrentCampaigns, NameUse } from './operation';

/** How long, in ms, a listing tells which campaign has a name. What is to be written is read again. */
const knownForMs = 180_000;

/** How long, in ms, it may prove that a name is free. */
const freeForMs = 30_000;

interface NameListing {
	readonly readAt: number;
	readonly byName: Promise<Map<string, RawCampaign[]>>;
}

interface FoundByName {
	readonly campaigns: RawCampaign[];
	/** Whether they were read for this item. Otherwise one may have been renamed since. */
	readonly isFresh: boolean;
}

/**
 * The campaigns of one run by their names. The list is read once for many items: read for every item, a sync of some
 * hundred rows would take more requests than a service allows.
 */
export class RunCampaignIndex implements CampaignIndex {
	private readonly listings = new Map<string, NameListing>();
	private readonly invalidNames = new Set<string>();
	private readonly uncertainNames = new Set<string>();

	constructor(private readonly current: CurrentCampaigns) {}

	invalidate(client: ApiClient, name: string): void {
		this.invalidNames.add(nameInAccount(client, name));
	}

	markUncertain(client: ApiClient, name: string): void {
		this.uncertainNames.add(nameInAccount(client, name));
	}

	async find(client: ApiClient, name: string, use: NameUse): Promise<RawCampaign[]> {
		const { campaigns, isFresh } = await this.lookUp(client, name);
		const [only] = campaigns;
		if (only === undefined) this.requireCertain(client, name);
		if (only === undefined || campaigns.length > 1) return campaigns;
		const isEnough = listServes(client, use.needsWhole) && (isFresh || !use.willWrite(only));
		if (isEnough) return campaigns;
		const now = await readCampaign(client, requireId(client, only));
		return now !== null && isNamed(client, now, name) ? [now] : await findByName(client, name);
	}

	/** @throws NodeApiError when an earlier item may have created a campaign with this name */
	private requireCertain(client: ApiClient, name: string): void {
		if (!this.uncertainNames.has(nameInAccount(client, name))) return;
		const { displayName } = client.provider;
		throw client.error(
			`An earlier item of this run may have created the campaign '${name}' on ${displayName}`,
			`It is not in the list of campaigns yet. Nothing was created for this item. Check ${displayName}, then run this item again: a campaign that exists by then is found by its name.`,
		);
	}

	private async lookUp(client: ApiClient, name: string): Promise<FoundByName> {
		const found = await this.findInListing(client, name, knownForMs);
		if (found.campaigns.length > 0 || found.isFresh) return found;
		return await this.findInListing(client, name, freeForMs);
	}

	/** @param validMs how old the listing may be, in ms; an older one is read again */
	private async findInListing(
		client: ApiClient,
		name: string,
		validMs: number,
	): Promise<FoundByName> {
		const readAgain = async () => ({ campaigns: await findByName(client, name), isFresh: true });
		if (this.invalidNames.has(nameInAccount(client, name))) return await readAgain();

		const account = accountId(client.account);
		let listing = this.listings.get(account);
		const isNew = listing === undefined || Date.now() - listing.readAt > validMs;
		if (listing === undefined || isNew) {
			listing = { readAt: Date.now(), byName: campaignsByName(client) };
			this.listings.set(account, listing);
		}
		const { value: byName, error } = await tryApi(listing.byName);
		if (byName === undefined) {
			if (this.listings.get(account) === listing) this.listings.delete(account);
			// Every item has its own attempts, and its own error.
			if (isNew && error !== undefined) throw error;
			return await readAgain();
		}
		const campaigns = byName.get(nameKey(client.provider, name)) ?? [];
		// A campaign that this run has written to may have another name now.
		const isWritten = campaigns.some((raw) =>
			this.current.isWritten(client, requireId(client, raw)),
		);
		return isWritten ? await readAgain() : { campaigns, isFresh: isNew };
	}
}

function nameInAccount({ account, provider }: ApiClient, name: string): string {
	return `${accountId(account)} ${nameKey(provider, name)}`;
}

async function campaignsByName(client: ApiClient): Promise<Map<string, RawCampaign[]>> {
	const byName = new Map<string, RawCampaign[]>();
	for (const raw of await allEntries(client, client.provider.campaigns.getAll)) {
		const { name, status } = client.normalize(raw);
		if (status === 'deleted') continue;
		const key = nameKey(client.provider, name);
		const same = byName.get(key);
		if (same === undefined) byName.set(key, [raw]);
		else same.push(raw);
	}
	return byName;
}
