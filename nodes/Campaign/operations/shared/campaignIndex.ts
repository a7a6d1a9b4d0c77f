import type { RawCampaign } from '../../campaign';
import { accountId } from '../../transport/credential';
import { allEntries } from '../../transport/paging';
import type { ItemContext } from './operation';
import { findByName, requireId, isNamed, normalize, readCampaign, tryApi } from './campaigns';

/** For so long, in ms, a list that was read says what names there are not. */
const freshMs = 30_000;

interface Reading {
	readonly at: number;
	readonly byName: Promise<Map<string, RawCampaign[]>>;
}

/**
 * The campaigns of one run by their names: the list is read for many items at once instead of for
 * each, which a sync of some hundred rows would pay with more requests than a service allows.
 */
export class CampaignIndex {
	private readonly readings = new Map<string, Reading>();
	private readonly touched = new Set<string>();
	private readonly open = new Set<string>();

	/** From now on this name is looked up anew each time, because the run makes or renames a campaign to it. */
	invalidate(name: string): void {
		this.touched.add(name);
	}

	/** It is not known whether this run made a campaign of this name: that the list lacks it does not settle it. */
	markUncertain(job: ItemContext, name: string): void {
		this.open.add(openName(job, name));
	}

	/**
	 * The campaigns of exactly this name that are not deleted, as they stand. What the list does not hold
	 * may be 30 seconds old; what it holds is read again.
	 *
	 * @throws NodeApiError when the list or the campaign can't be read, or an earlier item may have made one of this name
	 */
	async find(job: ItemContext, name: string): Promise<RawCampaign[]> {
		const found = await this.lookUp(job, name);
		if (found.length > 0 || !this.open.has(openName(job, name))) return found;
		const service = job.provider.displayName;
		throw job.client.error(
			`An earlier item of this run may have created the campaign '${name}' on ${service}`,
			`It is not in the list of campaigns so far. Nothing was created for this item. Look for it in ${service}, then run this item again: what is there by then is found by its name.`,
		);
	}

	private async lookUp(job: ItemContext, name: string): Promise<RawCampaign[]> {
		const anew = async () => await findByName(job, name);
		if (this.touched.has(name) || job.provider.campaigns.get.by === 'list') return await anew();

		const account = accountId(job.client.account);
		let reading = this.readings.get(account);
		const isOwn = reading === undefined || Date.now() - reading.at > freshMs;
		if (reading === undefined || isOwn) {
			reading = { at: Date.now(), byName: campaignsByName(job) };
			this.readings.set(account, reading);
		}
		const { value, error } = await tryApi(reading.byName);
		if (value === undefined) {
			if (this.readings.get(account) === reading) this.readings.delete(account);
			// Each item has its own attempts, and its own error.
			if (isOwn && error !== undefined) throw error;
			return await anew();
		}
		const found = value.get(name) ?? [];
		const [only] = found;
		if (isOwn || only === undefined) return found;
		const now = found.length === 1 ? await readCampaign(job, requireId(job, only)) : null;
		return now !== null && isNamed(job, now, name) ? [now] : await anew();
	}
}

function openName({ client }: ItemContext, name: string): string {
	return `${accountId(client.account)} ${name}`;
}

async function campaignsByName(job: ItemContext): Promise<Map<string, RawCampaign[]>> {
	const byName = new Map<string, RawCampaign[]>();
	for (const raw of await allEntries(job.client, job.provider.campaigns.getAll)) {
		const { name, status } = normalize(job, raw);
		if (status === 'deleted') continue;
		const same = byName.get(name);
		if (same === undefined) byName.set(name, [raw]);
		else same.push(raw);
	}
	return byName;
}
