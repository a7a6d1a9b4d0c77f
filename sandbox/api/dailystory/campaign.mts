/**
 * A campaign as the service stores and returns it. The returned object is not documented, so this is inferred: the
 * fields that can be written, and the ID. There are no dates.
 */
export interface DailyStoryCampaign {
	campaignId: number;
	name: string;
	description: string;
	campaignType: string;
	status: string;
	utmCampaign: string;
	segments: Array<number | string>;
	subscriber_preferences: Array<number | string>;
	allow_autopause: boolean;
	workflowBehavior: string;
	cost: number;
	costPeriod: string;
	isNotifyNewLead: boolean;
	notificationRecipients: string[];
	isAutoQualifyNewLead: boolean;
	conversionGoals: {
		enabled: boolean;
		suspects: number;
		mcls: number;
		mqls: number;
		sqls: number;
	};
}

function slug(name: string): string {
	const plain = name.normalize('NFKD').toLowerCase();
	return plain.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '');
}

/**
 * A new campaign with the defaults for the fields that a create request omits. Only the derived utmCampaign is
 * documented. The default status is not: it is Active here, the risky one, so that clients must send the status.
 */
export function newCampaign(campaignId: number, name: string): DailyStoryCampaign {
	return {
		campaignId,
		name,
		description: '',
		campaignType: 'Conversion',
		status: 'Active',
		utmCampaign: slug(name),
		segments: [],
		subscriber_preferences: [],
		allow_autopause: false,
		workflowBehavior: 'All',
		cost: 0,
		costPeriod: 'None',
		isNotifyNewLead: false,
		notificationRecipients: [],
		isAutoQualifyNewLead: false,
		conversionGoals: { enabled: false, suspects: 0, mcls: 0, mqls: 0, sqls: 0 },
	};
}
