/**
 * A campaign as it is stored and read. The service's "campaign object reference" was not found: these
 * are the fields that can be written, and the id. There are no dates among them.
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
 * What create fills in where the body leaves it out. Only the derived utmCampaign is documented; the
 * status is not, and here it is the dangerous one, so that a client has to say what it wants.
 */
export function freshCampaign(campaignId: number, name: string): DailyStoryCampaign {
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
