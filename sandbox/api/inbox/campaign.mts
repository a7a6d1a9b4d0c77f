export interface Rules {
	syncedLists: Array<{ listId: string; listName: string; columnMapping: unknown }>;
	excludedLists: Array<{ listId: string; listName: string }>;
	excludeContacted: boolean;
	excludeMutuals: boolean;
}

/** Fields that both generations have. */
export interface CampaignCore {
	id: string;
	name: string;
	description: string | null;
	status: 'draft' | 'active' | 'paused' | 'completed';
	/** Read only. */
	dryRun: boolean;
	targetsCount: number;
	contactedCount: number;
	repliesCount: number;
	/** 0 to 1. */
	completionRate: number;
	/** 0 to 1. */
	replyRate: number;
	/** 1 to 25. */
	hourlyMessageRate: number;
	scheduleTimezone: string;
	/** "0" is Sunday; minutes of the day. */
	scheduleHours: Record<string, { start: number; end: number }>;
	accountLinkIds: string[];
	createdAt: string;
	updatedAt: string;
	pausedAt: string | null;
	completedAt: string | null;
	lastStartedAt: string | null;
}

/** The second shape, under /campaigns/v2. */
export interface SecondShape extends CampaignCore {
	enabled: boolean;
	isBuildingPlan: boolean;
	isSyncing: boolean;
	scopeAssessedCount: number;
	rules: Rules;
	sequence: { version: number; steps: unknown[] };
	automations: unknown[];
}

/** The first shape, under /campaigns. */
export interface FirstShape extends CampaignCore {
	type: string;
	steps: unknown[];
	lists: Array<{ listId: string; exclude: boolean }>;
	estimatedTargets: number;
	isHydrating: boolean;
	customVariables: Record<string, string>;
}

export type InboxCampaign = FirstShape | SecondShape;

/** @returns whether the campaign is of the second generation */
export function isSecond(campaign: InboxCampaign): campaign is SecondShape {
	return 'enabled' in campaign;
}

/** @returns whether the campaign is of the first generation */
export function isFirst(campaign: InboxCampaign): campaign is FirstShape {
	return !isSecond(campaign);
}

function core(id: string, name: string, at: string): CampaignCore {
	const day = { start: 540, end: 1020 };
	return {
		id,
		name,
		description: null,
		status: 'draft',
		dryRun: false,
		targetsCount: 0,
		contactedCount: 0,
		repliesCount: 0,
		completionRate: 0,
		replyRate: 0,
		hourlyMessageRate: 8,
		scheduleTimezone: 'UTC',
		scheduleHours: { 1: day, 2: day, 3: day, 4: day, 5: day },
		accountLinkIds: [],
		createdAt: at,
		updatedAt: at,
		pausedAt: null,
		completedAt: null,
		lastStartedAt: null,
	};
}

/** A new draft of the second generation. */
export function freshCampaign(id: string, name: string, at: string): SecondShape {
	return {
		...core(id, name, at),
		enabled: false,
		isBuildingPlan: false,
		isSyncing: false,
		scopeAssessedCount: 0,
		rules: { syncedLists: [], excludedLists: [], excludeContacted: false, excludeMutuals: false },
		sequence: { version: 1, steps: [] },
		automations: [],
	};
}

/** A draft of the first generation; they cannot be created any more. */
export function oldCampaign(id: string, name: string, at: string): FirstShape {
	return {
		...core(id, name, at),
		type: 'outreach',
		steps: [{ id: `${id.slice(0, 20)}st01`, type: 'message', message: 'gm 👋' }],
		lists: [{ listId: 'l1st0founders0sandbox000', exclude: false }],
		estimatedTargets: 120,
		isHydrating: false,
		customVariables: {},
	};
}
