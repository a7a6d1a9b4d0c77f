import type { TrackedFields } from '../contract/events';

/** The fields that a read returns are not documented, so these are the ones that a write takes. */
export const trackedFields: TrackedFields = {
	settings: [
		'description',
		'campaignType',
		'utmCampaign',
		'segments',
		'subscriber_preferences',
		'allow_autopause',
		'workflowBehavior',
		'cost',
		'costPeriod',
		'isNotifyNewLead',
		'notificationRecipients',
		'isAutoQualifyNewLead',
		'conversionGoals',
	],
};
