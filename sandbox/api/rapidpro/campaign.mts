export interface GroupRef {
	uuid: string;
	name: string;
}

/** A campaign with the five keys that the API returns. Archived campaigns are stored but never listed. */
export interface RapidProCampaign {
	uuid: string;
	name: string;
	archived: boolean;
	group: GroupRef;
	/** In UTC, with microseconds unless they are zero: "2025-01-07T16:23:24.025929Z". */
	created_on: string;
}

export interface Group extends GroupRef {
	query: string | null;
	status: 'initializing' | 'evaluating' | 'ready' | 'invalid';
	system: boolean;
	count: number;
	/** The order of the list. The API does not show it. */
	created_on: string;
}
