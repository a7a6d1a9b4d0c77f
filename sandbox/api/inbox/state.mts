import { randomBytes } from 'node:crypto';
import { Collection } from '../collection.mts';
import type { JsonObject } from '../json.mts';
import {
	freshCampaign,
	isFirst,
	isSecond,
	type FirstShape,
	type InboxCampaign,
	type SecondShape,
} from './campaign.mts';
import { EventLog } from './events.mts';
import { accountLinks, seedCampaigns } from './seed.mts';

/** 24 characters of [0-9a-z], as the service's. */
export function newId(): string {
	const bytes = randomBytes(24);
	return [...bytes].map((byte) => (byte % 36).toString(36)).join('');
}

const bulkStart = Date.UTC(2024, 0, 1);

/** What the team holds, both generations. */
export class InboxState {
	readonly campaigns = new Collection<InboxCampaign>(
		({ id }) => id,
		(a, b) => (a.createdAt === b.createdAt ? 0 : a.createdAt < b.createdAt ? 1 : -1),
	);
	readonly events = new EventLog();
	#bulk = 0;
	#listed: { from: readonly InboxCampaign[]; first: FirstShape[]; second: SecondShape[] } | null =
		null;

	reset(): void {
		this.campaigns.clear();
		this.events.clear();
		this.#bulk = 0;
		this.campaigns.add(...seedCampaigns());
	}

	saved() {
		return { campaigns: this.campaigns.all(), events: this.events.all(), bulk: this.#bulk };
	}

	restore(saved: ReturnType<InboxState['saved']>): void {
		this.campaigns.replace(saved.campaigns);
		this.events.replace(saved.events);
		this.#bulk = saved.bulk;
	}

	/** Each generation by itself, newest first. */
	listed(): { first: FirstShape[]; second: SecondShape[] } {
		const from = this.campaigns.sorted();
		if (this.#listed?.from !== from) {
			this.#listed = { from, first: from.filter(isFirst), second: from.filter(isSecond) };
		}
		return this.#listed;
	}

	create(name: string, accountLinkIds: string[], timezone: string): SecondShape {
		const campaign = freshCampaign(newId(), name, new Date().toISOString());
		campaign.accountLinkIds = accountLinkIds;
		campaign.scheduleTimezone = timezone;
		this.campaigns.add(campaign);
		return campaign;
	}

	/** To active or paused, with the events that belong to it. Already there: nothing happens. */
	setStatus(campaign: InboxCampaign, status: 'active' | 'paused'): void {
		const isThere = campaign.status === status;
		const wasStarted = campaign.lastStartedAt !== null;
		const now = new Date().toISOString();
		if (isSecond(campaign)) campaign.enabled = status === 'active';
		if (isThere) return;
		campaign.status = status;
		campaign.updatedAt = now;
		campaign.completedAt = null;
		if (status === 'active') campaign.lastStartedAt = now;
		else campaign.pausedAt = now;
		this.events.addChange(campaign, wasStarted);
	}

	/** Behind the API's back; a change of status is logged as the service's own would be. */
	change(id: string, fields: JsonObject): boolean {
		const campaign = this.campaigns.get(id);
		if (!campaign) return false;
		const { status } = campaign;
		const wasStarted = campaign.lastStartedAt !== null;
		this.campaigns.change(id, fields);
		if (campaign.status !== status) this.events.addChange(campaign, wasStarted);
		return true;
	}

	add(count: number, prefix: string): void {
		const link = accountLinks[0]?.id ?? '';
		for (let index = 0; index < count; index++) {
			const number = ++this.#bulk;
			const id = `bulk${number.toString(36).padStart(20, '0')}`;
			const at = new Date(bulkStart + number * 1000).toISOString();
			const campaign = freshCampaign(id, `${prefix} ${number}`, at);
			campaign.accountLinkIds = [link];
			this.campaigns.add(campaign);
		}
	}
}
