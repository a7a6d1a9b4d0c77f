import { randomUUID } from 'node:crypto';
import { CampaignState } from '../campaign-state.mts';
import { Collection } from '../collection.mts';
import type { JsonObject } from '../json.mts';
import type { Group, GroupRef, RapidProCampaign } from './campaign.mts';
import type { CampaignEvent, EventFields } from './event.mts';
import { upperCase } from './names.mts';
import { seedEvents } from './seed-events.mts';
import { seedCampaigns, seedGroups } from './seed.mts';
import { sortableTime, timeText } from './time.mts';
import { RapidProWebhooks } from './webhooks.mts';

function newestFirst(a: { created_on: string }, b: { created_on: string }): number {
	if (a.created_on === b.created_on) return 0;
	return sortableTime(a.created_on) < sortableTime(b.created_on) ? 1 : -1;
}

const bulkStart = Date.UTC(2023, 0, 1);

/** The data of one workspace. */
export class RapidProState extends CampaignState<RapidProCampaign> {
	readonly campaigns = new Collection<RapidProCampaign>(({ uuid }) => uuid, newestFirst);
	readonly groups = new Collection<Group>(({ uuid }) => uuid, newestFirst);
	readonly events = new Collection<CampaignEvent>(({ uuid }) => uuid, newestFirst);
	readonly webhooks = new RapidProWebhooks();
	#bulkCount = 0;
	#micros = 0;
	/** Whether mailroom, which schedules events, is down. */
	#isMailroomDown = false;
	/** Whether an update recreates an event with another UUID, as before release 10.1.80 (read in source). */
	#recreatesEvents = false;
	#visible: { source: readonly RapidProCampaign[]; rows: RapidProCampaign[] } | null = null;

	reset(): void {
		this.campaigns.replace(seedCampaigns());
		this.groups.replace(seedGroups());
		this.events.replace(seedEvents());
		this.webhooks.clear();
		this.#bulkCount = 0;
		this.#isMailroomDown = false;
		this.#recreatesEvents = false;
	}

	snapshot() {
		return {
			campaigns: this.campaigns.all(),
			groups: this.groups.all(),
			events: this.events.all(),
			bulkCount: this.#bulkCount,
			micros: this.#micros,
			hooks: this.webhooks.hooks.snapshot(),
		};
	}

	restore(snapshot: ReturnType<RapidProState['snapshot']>): void {
		this.campaigns.replace(snapshot.campaigns);
		this.groups.replace(snapshot.groups);
		this.events.replace(snapshot.events);
		this.#bulkCount = snapshot.bulkCount;
		this.#micros = snapshot.micros;
		this.webhooks.hooks.restore(snapshot.hooks);
	}

	/** @returns the campaigns newest first, without archived ones, which the API never lists */
	visible(): RapidProCampaign[] {
		const source = this.campaigns.sorted();
		if (this.#visible?.source !== source) {
			this.#visible = { source, rows: source.filter((campaign) => !campaign.archived) };
		}
		return this.#visible.rows;
	}

	/**
	 * Names are unique regardless of case, among archived campaigns as well.
	 *
	 * @param except the campaign that may have this name
	 */
	isNameTaken(name: string, except: RapidProCampaign | null): boolean {
		const wanted = upperCase(name);
		return this.campaigns.all().some((each) => each !== except && upperCase(each.name) === wanted);
	}

	/** @returns the group with this name, regardless of case */
	groupNamed(name: string): Group | undefined {
		const wanted = upperCase(name);
		return this.groups.all().find((each) => upperCase(each.name) === wanted);
	}

	create(name: string, group: GroupRef): RapidProCampaign {
		const created = this.#now();
		const campaign = { uuid: randomUUID(), name, archived: false, group, created_on: created };
		this.campaigns.add(campaign);
		return campaign;
	}

	createGroup(name: string): Group {
		const group: Group = {
			uuid: randomUUID(),
			name,
			query: null,
			status: 'ready',
			system: false,
			count: 0,
			created_on: this.#now(),
		};
		this.groups.add(group);
		return group;
	}

	/** Renames a group, and with it the group of its campaigns. */
	renameGroup({ uuid }: Group, name: string): void {
		this.groups.update(uuid, { name });
		for (const { uuid: id, group } of this.campaigns.all()) {
			if (group.uuid === uuid) this.campaigns.update(id, { group: { uuid, name } });
		}
	}

	setOutage(isDown: boolean): void {
		this.#isMailroomDown = isDown;
	}

	useOlderRelease(isUsed: boolean): void {
		this.#recreatesEvents = isUsed;
	}

	/** @returns the events of a campaign, newest first */
	eventsOf(campaign: string): CampaignEvent[] {
		return this.events.sorted().filter((event) => event.campaign === campaign);
	}

	addEvent(fields: EventFields & { campaign: string }): CampaignEvent {
		const created_on = this.#now();
		const event = { uuid: randomUUID(), ...fields, created_on, isScheduling: false };
		this.events.add(event);
		return event;
	}

	saveEvent(event: CampaignEvent, fields: EventFields & { campaign: string }): CampaignEvent {
		if (!this.#recreatesEvents) return this.events.update(event.uuid, fields) ?? event;
		this.events.remove(event.uuid);
		return this.addEvent(fields);
	}

	/** Whether these fields let the event fire at another time, so that it must be scheduled again. */
	isMoved(event: CampaignEvent, fields: EventFields): boolean {
		if (this.#recreatesEvents) return true;
		const names = ['relative_to', 'offset', 'unit', 'delivery_hour'] as const;
		return names.some((name) => event[name] !== fields[name]);
	}

	/**
	 * Has mailroom schedule an event, which takes no time here.
	 *
	 * @returns false if mailroom is down; the event then stays in scheduling
	 */
	schedule(event: CampaignEvent): boolean {
		this.events.update(event.uuid, { isScheduling: this.#isMailroomDown });
		return !this.#isMailroomDown;
	}

	storedEvents(campaign: string): JsonObject[] {
		return this.eventsOf(campaign).map((event) => ({ ...event }));
	}

	/** Changes a campaign, or an event. */
	override update(id: string, fields: JsonObject): boolean {
		return super.update(id, fields) || this.events.update(id, fields) !== null;
	}

	addCampaigns(count: number, prefix: string): void {
		const { uuid = '', name = '' } = this.groups.all()[1] ?? {};
		for (let index = 0; index < count; index++) {
			const number = ++this.#bulkCount;
			const tail = number.toString(16).padStart(12, '0');
			this.campaigns.add({
				uuid: `00000000-0000-4000-8000-${tail}`,
				name: `${prefix} ${number}`,
				archived: false,
				group: { uuid, name },
				created_on: timeText(bulkStart + number * 1000),
			});
		}
	}

	/** The clock only gives milliseconds. Counted microseconds keep creation times distinct. */
	#now(): string {
		this.#micros = (this.#micros + 1) % 1000;
		return timeText(Date.now(), this.#micros);
	}
}
