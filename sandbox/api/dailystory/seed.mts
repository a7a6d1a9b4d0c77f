import { type DailyStoryCampaign, newCampaign } from './campaign.mts';

export const about = {
	timestamp: '2025-02-20T08:00:00Z',
	tenant: 'Sandbox Tenant',
	uid: 'sandboxTenant01',
	dataCenter: 'us-1',
};

/** The fields are inferred. */
export const segments = [
	{ id: 811, name: 'All leads' },
	{ id: 812, name: 'Spring 2025 attendees' },
];

type Row = [id: number, name: string, status: string, more?: Partial<DailyStoryCampaign>];

const rows: Row[] = [
	[23811, 'Winter Sale 2024', 'Archived', { campaignType: 'Broadcast' }],
	[23842, 'Welcome series', 'Active', { campaignType: 'Nurture', segments: [811] }],
	[23907, 'Order confirmations', 'Active', { campaignType: 'Transactional' }],
	[23955, 'Spring Launch 2025', 'Paused', { allow_autopause: true }],
	[23956, 'SPRING LAUNCH 2025', 'Paused'],
	[24001, 'Frühjahrsputz – Größe XL', 'Active', { cost: 250, costPeriod: 'Monthly' }],
	[24017, 'お客様の声 📣', 'Paused'],
	[24050, 'Newsletter', 'Active', { campaignType: 'Broadcast' }],
	[24051, 'Newsletter', 'Archived', { campaignType: 'Broadcast' }],
	[24073, 'Trade show <2025> & "friends"', 'Deleted'],
	[
		24109,
		'Spring Sale 2025 Launch',
		'Active',
		{
			description: 'Don’t Miss Our Exclusive Spring Sale!',
			allow_autopause: true,
			isNotifyNewLead: true,
			notificationRecipients: ['1201'],
		},
	],
];

/** @returns a new copy of the seed campaigns */
export function seedCampaigns(): DailyStoryCampaign[] {
	return rows.map(([id, name, status, more = {}]) =>
		structuredClone({ ...newCampaign(id, name), status, ...more }),
	);
}
