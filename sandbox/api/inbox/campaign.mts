import { shownSequence, type Step } from './sequence.mts';

export interface Rules {
	syncedLists: Array<{ listId: string; listName: string; columnMapping: unknown }>;
	excludedLists: Array<{ listId: string; listName: string }>;
	excludeContacted: boolean;
	excludeMutuals: boolean;
}

/** The fields that both generations of campaigns have. */
export interface CampaignCore {
	id: string;
	name: string;
	description: string | null;
	status: 'draft' | 'active' | 'paused' | 'completed';
	/** Read-only. */
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
	/** By day of the week ("0" is Sunday), in minutes of the day. */
	scheduleHours: Record<string, { start: number; end: number }>;
	accountLinkIds: string[];
	createdAt: string;
	updatedAt: string;
	pausedAt: string | null;
	completedAt: string | null;
	lastStartedAt: string | null;
}

/** A campaign of the second generation, under /campaigns/v2. */
export interface SecondGenCampaign extends CampaignCore {
	enabled: boolean;
	isBuildingPlan: boolean;
	isSyncing: boolean;
	scopeAssessedCount: number;
	rules: Rules;
	sequence: { version: number; steps: Step[] };
	automations: unknown[];
}

/** A campaign of the first generation, under /campaigns. */
export interface FirstGenCampaign extends CampaignCore {
	type: string;
	steps: unknown[];
	lists: Array<{ listId: string; exclude: boolean }>;
	estimatedTargets: number;
	isHydrating: boolean;
	customVariables: Record<string, string>;
}

export type InboxCampaign = FirstGenCampaign | SecondGenCampaign;

export function isSecondGen(campaign: InboxCampaign): campaign is SecondGenCampaign {
	return 'enabled' in campaign;
}

export function isFirstGen(campaign: InboxCampaign): campaign is FirstGenCampaign {
	return !isSecondGen(campaign);
}

function newCore(id: string, name: string, at: string): CampaignCore {
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
export function newSecondGenCampaign(id: string, name: string, at: string): SecondGenCampaign {
	return {
		...newCore(id, name, at),
		enabled: false,
		isBuildingPlan: false,
		isSyncing: false,
		scopeAssessedCount: 0,
		rules: { syncedLists: [], excludedLists: [], excludeContacted: false, excludeMutuals: false },
		sequence: { version: 1, steps: [] },
		automations: [],
	};
}

/** A draft of the first generation. Only the seed has them: the API creates second-generation campaigns. */
export function newFirstGenCampaign(id: string, name: string, at: string): FirstGenCampaign {
	return {
		...newCore(id, name, at),
		type: 'outreach',
		steps: [{ id: `${id.slice(0, 20)}st01`, type: 'message', message: 'gm 👋' }],
		lists: [{ listId: 'l1st0founders0sandbox000', exclude: false }],
		estimatedTargets: 120,
		isHydrating: false,
		customVariables: {},
	};
}

/** What the API shows of a campaign of the second generation. */
export function shownSecondGen(campaign: SecondGenCampaign) {
	return { ...campaign, sequence: shownSequence(campaign.sequence) };
}

/** A campaign of the second generation as the older pages show every campaign. */
export function inFirstShape(campaign: SecondGenCampaign): FirstGenCampaign {
	const { enabled, rules, sequence, isSyncing, scopeAssessedCount, ...core } = campaign;
	const { automations, isBuildingPlan, ...rest } = core;
	return {
		...rest,
		type: 'sequence',
		steps: sequence.steps.map((step) => ({ ...step, campaignVersion: sequence.version })),
		lists: [
			...rules.syncedLists.map(({ listId }) => ({ listId, exclude: false })),
			...rules.excludedLists.map(({ listId }) => ({ listId, exclude: true })),
		],
		estimatedTargets: campaign.targetsCount,
		isHydrating: false,
		customVariables: {},
	};
}
