import type { RawCampaign } from '../../campaign';
import { tryApi } from '../../errors';
import type { ApiClient } from '../../transport/client';
import { accountId } from '../../transport/credential';
import { allEntries } from '../../transport/paging';
import { readCampaign } from '../../transport/readCampaign';
import { findByName, isNamed, requireId } from './campaigns';
import { nameKey } from './names';
import type { CampaignIndex } from './operation';

/** How long, in ms, a listing may prove that a name is free. */
const listingValidMs = 30_000;

interface NameListing {
	readonly readAt: number;
	readonly byName: Promise<Map<string, RawCampaign[]>>;
}

/**
 * The campaigns of one run by their names. The list is read once for many items: read for every item, a sync of some
 * hundred rows would take more requests than a service allows.
 */
export class RunCampaignIndex implements CampaignIndex {
	private readonly listings = new Map<string, NameListing>();
	private readonly invalidNames = new Set<string>();
	private readonly uncertainNames = new Set<string>();

	invalidate(client: ApiClient, name: string): void {
		this.invalidNames.add(nameInAccount(client, name));
	}

	markUncertain(client: ApiClient, name: string): void {
		this.uncertainNames.add(nameInAccount(client, name));
	}

	/** A name that is missing may have been missing up to 30 s ago; a campaign that is found is read again. */
	async find(client: ApiClient, name: string): Promise<RawCampaign[]> {
		const found = await this.lookUp(client, name);
		if (found.length > 0 || !this.uncertainNames.has(nameInAccount(client, name))) return found;
		const { displayName } = client.provider;
		throw client.error(
			`An earlier item of this run may have created the campaign '${name}' on ${displayName}`,
			`It is not in the list of campaigns yet. Nothing was created for this item. Check ${displayName}, then run this item again: a campaign that exists by then is found by its name.`,
		);
	}

	private async lookUp(client: ApiClient, name: string): Promise<RawCampaign[]> {
		const mustReadAgain =
			this.invalidNames.has(nameInAccount(client, name)) ||
			client.provider.campaigns.get.by === 'list';
		if (mustReadAgain) return await findByName(client, name);

		const account = accountId(client.account);
		let listing = this.listings.get(account);
		const isOwn = listing === undefined || Date.now() - listing.readAt > listingValidMs;
		if (listing === undefined || isOwn) {
			listing = { readAt: Date.now(), byName: campaignsByName(client) };
			this.listings.set(account, listing);
		}
		const { value: byName, error } = await tryApi(listing.byName);
		if (byName === undefined) {
			if (this.listings.get(account) === listing) this.listings.delete(account);
			// Every item has its own attempts, and its own error.
			if (isOwn && error !== undefined) throw error;
			return await findByName(client, name);
		}
		const found = byName.get(nameKey(client.provider, name)) ?? [];
		const [only] = found;
		if (isOwn || only === undefined) return found;
		const now = found.length === 1 ? await readCampaign(client, requireId(client, only)) : null;
		const isCurrent = now !== null && isNamed(client, now, name);
		return isCurrent ? [now] : await findByName(client, name);
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
