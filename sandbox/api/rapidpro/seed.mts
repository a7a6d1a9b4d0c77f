import type { Group, RapidProCampaign } from './campaign.mts';
import { timeText } from './time.mts';

export const workspace = {
	uuid: 'b1d0f2a4-6c1f-4d5e-9a3b-7c8d9e0f1a2b',
	name: 'Sandbox Workspace',
	country: 'RW',
	languages: ['eng', 'fra', 'kin'],
	timezone: 'Africa/Kigali',
	date_style: 'day_first',
	anon: false,
	credits: { used: -1, remaining: -1 },
	primary_language: 'eng',
};

type GroupRow = [uuid: string, name: string, more?: Partial<Group>];

const groupRows: GroupRow[] = [
	['0f1c5d5e-3b0a-4b51-9a0e-1d1f6a0c0001', 'Open Tickets', { system: true, count: 3 }],
	['0f1c5d5e-3b0a-4b51-9a0e-1d1f6a0c0002', 'Reporters', { count: 315 }],
	['0f1c5d5e-3b0a-4b51-9a0e-1d1f6a0c0003', 'Farmers', { count: 1204 }],
	['0f1c5d5e-3b0a-4b51-9a0e-1d1f6a0c0004', 'Mères et bébés', { query: 'gender = "F"', count: 87 }],
	['0f1c5d5e-3b0a-4b51-9a0e-1d1f6a0c0005', 'Health Workers', { count: 42 }],
	// Hidden from the list while it is initializing, but campaigns accept it.
	['0f1c5d5e-3b0a-4b51-9a0e-1d1f6a0c0006', 'Still Importing', { status: 'initializing' }],
];

const groupsStart = Date.UTC(2024, 0, 1);
const dayMs = 86_400_000;

/** @returns a new copy of the seed groups, oldest first */
export function seedGroups(): Group[] {
	return groupRows.map(([uuid, name, more], index) => ({
		uuid,
		name,
		query: null,
		status: 'ready',
		system: false,
		count: 0,
		created_on: timeText(groupsStart + index * dayMs),
		...more,
	}));
}

type Row = [uuid: string, created: string, name: string, group: number, archived?: boolean];

const rows: Row[] = [
	['f14e4ff0-724d-43fe-a953-1d16aefd1c00', '2024-03-19T19:11:21.088412Z', 'Reminders', 1],
	['8f5c7a10-4b7d-4c1f-8a52-6f0b1f5d0002', '2024-04-02T08:00:00.000001Z', 'Vaccination 2024', 4],
	[
		'8f5c7a10-4b7d-4c1f-8a52-6f0b1f5d0003',
		'2024-06-11T12:30:45.123456Z',
		'Reminders 2023',
		1,
		true,
	],
	['8f5c7a10-4b7d-4c1f-8a52-6f0b1f5d0004', '2024-09-01T05:59:59.999999Z', 'Planting season', 2],
	['8f5c7a10-4b7d-4c1f-8a52-6f0b1f5d0005', '2024-09-01T06:00:00Z', 'Récolte – saison B', 2],
	['8f5c7a10-4b7d-4c1f-8a52-6f0b1f5d0006', '2024-11-23T14:02:10.430987Z', 'Antenatal care 🤰', 3],
	['8f5c7a10-4b7d-4c1f-8a52-6f0b1f5d0007', '2025-01-15T09:09:09.090909Z', 'Ticket follow-up', 0],
	[
		'8f5c7a10-4b7d-4c1f-8a52-6f0b1f5d0008',
		'2025-02-03T10:00:00.500000Z',
		'PLANTING SEASON EAST',
		2,
	],
	// Two campaigns with the same creation time: the server sorts them by its internal ID.
	['8f5c7a10-4b7d-4c1f-8a52-6f0b1f5d0009', '2025-02-10T07:45:12.000345Z', 'تذكير أسبوعي', 1],
	['8f5c7a10-4b7d-4c1f-8a52-6f0b1f5d0010', '2025-02-10T07:45:12.000345Z', 'Weekly check-in', 1],
];

/** @returns a new copy of the seed campaigns, oldest first */
export function seedCampaigns(): RapidProCampaign[] {
	return rows.map(([uuid, created, name, index, archived = false]) => {
		const [groupUuid = '', groupName = ''] = groupRows[index] ?? [];
		const group = { uuid: groupUuid, name: groupName };
		return { uuid, name, archived, group, created_on: created };
	});
}
