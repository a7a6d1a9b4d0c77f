export const units = ['minutes', 'hours', 'days', 'weeks'] as const;

export type Unit = (typeof units)[number];

/** When an event fires, and what it does then. */
export interface EventFields {
	/** The key of a contact field with dates. */
	relative_to: string;
	/** Negative before, positive after. */
	offset: number;
	unit: Unit;
	/** -1 for the same hour as the contact's date. */
	delivery_hour: number;
	/** The UUID of a flow, or null if the event sends a message. */
	flow: string | null;
	/** The texts by language, or null if the event starts a flow. */
	message: Record<string, string> | null;
}

/** An event as it is stored. */
export interface CampaignEvent extends EventFields {
	uuid: string;
	/** The UUID of its campaign, which cannot be changed. */
	campaign: string;
	created_on: string;
	/** While mailroom schedules it, the event cannot be changed. The API does not show this. */
	isScheduling: boolean;
}

/** A field of contacts. System fields are not listed, but events can be relative to them. */
export interface ContactField {
	key: string;
	name: string;
	type: 'text' | 'number' | 'datetime' | 'state' | 'district' | 'ward';
	isSystem: boolean;
	/** The order of the list. The API does not show it. */
	created_on: string;
}

export interface Flow {
	uuid: string;
	name: string;
	type: 'message' | 'voice' | 'background' | 'survey';
	archived: boolean;
	created_on: string;
	modified_on: string;
}
