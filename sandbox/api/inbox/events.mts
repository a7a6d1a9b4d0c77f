import { randomUUID } from 'node:crypto';
import type { InboxCampaign } from './campaign.mts';
import { team } from './seed.mts';

const eventTypes = [
	'campaign.created',
	'campaign.started',
	'campaign.paused',
	'campaign.resumed',
	'campaign.completed',
	'target.contacted',
	'target.followUpSent',
	'target.replied',
] as const;

export type EventType = (typeof eventTypes)[number];

export function isEventType(text: string): text is EventType {
	return eventTypes.some((type) => type === text);
}

export type LoggedEvent = Record<string, unknown> & { seq: number };

/** Whom a target event is about. Its form is not documented: this is invented. */
function targetData(type: EventType): Record<string, unknown> {
	const text = type === 'target.replied' ? 'Sure, tell me more' : 'Hi, quick question';
	return {
		target: { id: 'target0sandbox0000000001', name: 'Ada Lovelace', username: 'ada' },
		message: { id: randomUUID(), text },
	};
}

/** The team's event log: what webhooks deliver and GET /events replays. */
export class EventLog {
	#events: LoggedEvent[] = [];
	/** Told of every event. */
	onEvent: (event: LoggedEvent) => void = () => {};

	clear(): void {
		this.#events = [];
	}

	all(): LoggedEvent[] {
		return this.#events;
	}

	replace(events: LoggedEvent[]): void {
		this.#events = events;
	}

	get lastSeq(): number {
		return this.#events.length;
	}

	/** @param fields besides the campaign, in the event's data */
	add(type: EventType, campaign: InboxCampaign, fields: Record<string, unknown> = {}): void {
		const { id, name, description, status, dryRun, targetsCount, contactedCount } = campaign;
		const { repliesCount, completionRate, replyRate, createdAt, updatedAt } = campaign;
		const { pausedAt, completedAt, lastStartedAt } = campaign;
		const event = {
			id: randomUUID(),
			seq: this.#events.length + 1,
			teamId: team.id,
			type,
			timestamp: new Date().toISOString(),
			version: '1.0',
			data: {
				campaign: {
					id,
					name,
					description,
					status,
					dryRun,
					targetsCount,
					contactedCount,
					repliesCount,
					completionRate,
					replyRate,
					createdAt,
					updatedAt,
					pausedAt,
					completedAt,
					lastStartedAt,
				},
				...(type.startsWith('target.') ? targetData(type) : {}),
				...fields,
			},
		};
		this.#events.push(event);
		this.onEvent(event);
	}

	/** Adds the events of a status change. A resume adds both campaign.started and campaign.resumed (documented). */
	addStatusChange(campaign: InboxCampaign, wasStarted: boolean): void {
		if (campaign.status === 'active') {
			this.add('campaign.started', campaign);
			if (wasStarted) this.add('campaign.resumed', campaign);
		}
		if (campaign.status === 'paused') this.add('campaign.paused', campaign);
		if (campaign.status === 'completed') this.add('campaign.completed', campaign);
	}

	/** @returns up to `limit` events with a higher sequence number than `seq`, in the form of GET /events */
	after(seq: number, limit: number): { events: unknown[]; hasMore: boolean; lastSeq: number } {
		const events = this.#events.slice(seq, seq + limit);
		const lastSeq = events.at(-1)?.seq ?? seq;
		return { events, hasMore: lastSeq < this.lastSeq, lastSeq };
	}
}
