import type { ShapesByKey } from '../contract/shape';
import {
	anything,
	boolean,
	list,
	map,
	number,
	object,
	orNull,
	text,
	time,
	words,
} from '../shared/shapes';

/** The fields that the campaigns of both generations have. */
const common: ShapesByKey = {
	id: text,
	name: text,
	description: orNull(text),
	dryRun: boolean,
	targetsCount: number,
	contactedCount: number,
	repliesCount: number,
	completionRate: number,
	replyRate: number,
	hourlyMessageRate: number,
	scheduleTimezone: text,
	scheduleHours: map(object({ start: number, end: number })),
	accountLinkIds: list(text),
	createdAt: time,
	updatedAt: time,
	pausedAt: orNull(time),
	completedAt: orNull(time),
	lastStartedAt: orNull(time),
};

const status = words('draft', 'active', 'paused', 'completed');

/** The answers show steps without their type. Each type has data of its own. */
const sequence = object({
	version: number,
	steps: list(object({ id: text, rank: number, data: map(anything) }, { type: text })),
});

/** The new version of a sequence. */
export const sequenceSaved = sequence;

const secondGeneration: ShapesByKey = {
	...common,
	enabled: boolean,
	isBuildingPlan: boolean,
	isSyncing: boolean,
	scopeAssessedCount: number,
	rules: object({
		syncedLists: list(object({ listId: text, listName: text, columnMapping: map(anything) })),
		excludedLists: list(object({ listId: text, listName: text })),
		excludeContacted: boolean,
		excludeMutuals: boolean,
	}),
	sequence,
	automations: list(anything),
};

/** A campaign of the current generation. */
export const campaign = object({ ...secondGeneration, status });

/** As it is documented after enabling, without its status. */
export const switchedCampaign = object(secondGeneration, { status });

/** A campaign of the first generation. */
export const firstCampaign = object({
	...common,
	status,
	type: text,
	steps: list(anything),
	lists: list(object({ listId: text, exclude: boolean })),
	estimatedTargets: number,
	isHydrating: boolean,
	customVariables: map(text),
});

/** The newer style of lists, inferred for campaigns. */
export const campaignPage = object({ data: list(campaign), nextCursor: orNull(text) });

/** The older style of lists, inferred for campaigns. */
export const firstCampaignPage = object({
	campaigns: list(firstCampaign),
	nextCursor: orNull(object({ id: text, timestamp: time })),
});

export const rulesChanged = object({ success: boolean });

export const accountLinks = list(
	object({
		id: text,
		platform: words('twitter', 'sandbox'),
		platformId: text,
		name: text,
		username: text,
		image: orNull(text),
		createdAt: time,
		status: words('active', 'offline', 'paused'),
		syncedAt: orNull(time),
	}),
);

/** Which fields a team has is not documented, but for its ID and name. */
export const team = object({ id: text, name: text }, { slug: text, createdAt: time });

/** An event about anything: what `data` holds depends on its type. */
export const eventPage = object({
	events: list(
		object({
			id: text,
			seq: number,
			teamId: text,
			type: text,
			timestamp: time,
			version: text,
			data: map(anything),
		}),
	),
	hasMore: boolean,
	lastSeq: number,
});

export const refusal = object({ error: object({ code: text, message: text, status: number }) });
