import {
	type CampaignCore,
	type InboxCampaign,
	newFirstGenCampaign,
	newSecondGenCampaign,
} from './campaign.mts';
import type { InboxLead } from './leads.mts';

export const team = {
	id: 'team0sandbox0acme0000000',
	name: 'Acme Sandbox',
	slug: 'acme-sandbox',
	createdAt: '2024-05-01T09:00:00.000Z',
};

type Link = [id: string, username: string, status: 'active' | 'offline' | 'paused'];

const links: Link[] = [
	['r4t9vw15jm6bn3yxcf2dq8ek', 'acme_hq', 'active'],
	['k2p8sandbox0link0active2', 'acme_support', 'active'],
	['x7q3sandbox0link0offline', 'acme_old', 'offline'],
];

export const accountLinks = links.map(([id, username, status], index) => ({
	id,
	platform: 'twitter',
	platformId: String(1_500_000_000_000 + index),
	name: username.replace('_', ' '),
	username,
	image: null,
	createdAt: '2024-05-02T09:00:00.000Z',
	status,
	syncedAt: '2025-02-10T09:00:00.000Z',
}));

/** A system list (`isSystem`) belongs to the service and cannot be excluded. */
export const lists = [
	{ id: 'l1st0founders0sandbox000', name: 'SaaS founders', isSystem: false },
	{ id: 'l1st0customers0sandbox00', name: 'Customers', isSystem: false },
	{ id: 'l1st0everyone0system0000', name: 'All prospects', isSystem: true },
];

type Row = [
	generation: 1 | 2,
	id: string,
	name: string,
	status: CampaignCore['status'],
	createdAt: string,
	more?: Partial<CampaignCore>,
];

const started = '2025-02-03T09:00:00.000Z';
const paused = '2025-02-05T16:00:00.000Z';
const rows: Row[] = [
	[
		1,
		'f1rst0gen0campaign000001',
		'Launch DMs 2024',
		'completed',
		'2024-06-01T12:00:00.000Z',
		{
			lastStartedAt: '2024-06-02T08:00:00.000Z',
			completedAt: '2024-07-01T08:00:00.000Z',
		},
	],
	[
		1,
		'f1rst0gen0campaign000002',
		'Old faithful',
		'active',
		'2024-08-01T12:00:00.000Z',
		{
			lastStartedAt: '2024-08-02T08:00:00.000Z',
		},
	],
	[
		1,
		'f1rst0gen0campaign000003',
		'Beta invites',
		'paused',
		'2024-09-01T12:00:00.000Z',
		{
			lastStartedAt: '2024-09-02T08:00:00.000Z',
			pausedAt: '2024-09-10T08:00:00.000Z',
		},
	],
	[
		2,
		'usdjpdql3f90seqk13rwuo7z',
		'Q1 DM outreach',
		'paused',
		'2025-01-06T12:00:00.000Z',
		{
			description: 'Targeting SaaS founders from the import list',
			lastStartedAt: started,
			pausedAt: paused,
			targetsCount: 1200,
			contactedCount: 340,
			repliesCount: 42,
			completionRate: 0.28,
			replyRate: 0.12,
			scheduleTimezone: 'America/New_York',
		},
	],
	[
		2,
		's2nd0gen0campaign0000002',
		'Podcast guests',
		'active',
		'2025-01-08T10:30:00.250Z',
		{
			lastStartedAt: started,
		},
	],
	[2, 's2nd0gen0campaign0000003', 'podcast guests', 'draft', '2025-01-08T10:31:00.000Z'],
	[2, 's2nd0gen0campaign0000004', 'Ankündigung – Größe L', 'draft', '2025-01-12T07:00:00.000Z'],
	[
		2,
		's2nd0gen0campaign0000005',
		'ローンチ告知 🚀',
		'active',
		'2025-01-20T22:15:00.999Z',
		{
			lastStartedAt: started,
		},
	],
	[
		2,
		's2nd0gen0campaign0000006',
		'Holiday offer',
		'completed',
		'2024-12-01T12:00:00.000Z',
		{
			lastStartedAt: '2024-12-02T09:00:00.000Z',
			completedAt: '2024-12-30T18:00:00.000Z',
			completionRate: 1,
		},
	],
	[
		2,
		's2nd0gen0campaign0000007',
		'Newsletter',
		'paused',
		'2025-02-01T12:00:00.000Z',
		{
			lastStartedAt: started,
			pausedAt: paused,
		},
	],
	[2, 's2nd0gen0campaign0000008', 'Newsletter', 'draft', '2025-02-02T12:00:00.000Z'],
	[
		2,
		's2nd0gen0campaign0000009',
		'Offline account test',
		'draft',
		'2025-02-06T12:00:00.000Z',
		{
			accountLinkIds: ['x7q3sandbox0link0offline'],
		},
	],
];

/** @returns a new copy of the seed campaigns, oldest first within each generation */
export function seedCampaigns(): InboxCampaign[] {
	return rows.map(([generation, id, name, status, createdAt, more = {}]) => {
		const shared = { accountLinkIds: ['r4t9vw15jm6bn3yxcf2dq8ek'], status, ...more };
		if (generation === 1) return { ...newFirstGenCampaign(id, name, createdAt), ...shared };
		const enabled = status === 'active' || status === 'completed';
		return { ...newSecondGenCampaign(id, name, createdAt), ...shared, enabled };
	});
}

/** The leads of one campaign; the others have none that the API knows. */
export const seedLeads: { campaignId: string; leads: InboxLead[] } = {
	campaignId: 's2nd0gen0campaign0000002',
	leads: [{ platform: 'twitter', username: 'nathan', isCancelled: false }],
};
