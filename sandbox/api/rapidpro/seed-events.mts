import type { CampaignEvent, ContactField, EventFields, Flow } from './event.mts';

const fieldRows: Array<
	[key: string, name: string, type: ContactField['type'], isSystem?: boolean]
> = [
	['created_on', 'Created On', 'datetime', true],
	['last_seen_on', 'Last Seen On', 'datetime', true],
	['age', 'Age', 'number'],
	['nick_name', 'Nick Name', 'text'],
	['registration', 'Registration', 'datetime'],
	['home_district', 'Home District', 'district'],
	['due_date', 'Due Date', 'datetime'],
];

/** The fields of the workspace, oldest first. The API's call that creates fields is not rebuilt. */
export const contactFields: readonly ContactField[] = fieldRows.map(
	([key, name, type, isSystem = false], index) => ({
		...{ key, name, type, isSystem },
		created_on: `2024-01-0${index + 1}T10:00:00.000${index}00Z`,
	}),
);

const flowRows: Array<[uuid: string, name: string, type: Flow['type'], archived?: boolean]> = [
	['f10e0000-0000-4000-8000-000000000001', 'Follow up', 'message'],
	['f10e0000-0000-4000-8000-000000000002', 'Mother Registration', 'message'],
	['f10e0000-0000-4000-8000-000000000003', 'Old Poll', 'message', true],
	['f10e0000-0000-4000-8000-000000000004', 'Birth Call', 'voice'],
];

/** The flows of the workspace, oldest first. Flows are made in the app. */
export const flows: readonly Flow[] = flowRows.map(
	([uuid, name, type, archived = false], index) => ({
		...{ uuid, name, type, archived },
		created_on: `2024-02-0${index + 1}T10:00:00.000000Z`,
		modified_on: `2024-03-0${index + 1}T10:00:00.000000Z`,
	}),
);

const rows: Array<[uuid: string, campaign: string, created: string, fields: EventFields]> = [
	[
		'e7e40000-0000-4000-8000-000000000001',
		'f14e4ff0-724d-43fe-a953-1d16aefd1c00',
		'2024-03-19T19:12:00.000001Z',
		{
			...{ relative_to: 'registration', offset: 7, unit: 'days', delivery_hour: 9 },
			...{ flow: null, message: { eng: 'How was your first week?', fra: 'Et cette semaine ?' } },
		},
	],
	[
		'e7e40000-0000-4000-8000-000000000002',
		'f14e4ff0-724d-43fe-a953-1d16aefd1c00',
		'2024-03-19T19:13:00Z',
		{
			...{ relative_to: 'due_date', offset: -2, unit: 'weeks', delivery_hour: -1 },
			...{ flow: 'f10e0000-0000-4000-8000-000000000002', message: null },
		},
	],
	// Of an archived campaign: its events are listed, the campaign itself is not.
	[
		'e7e40000-0000-4000-8000-000000000003',
		'8f5c7a10-4b7d-4c1f-8a52-6f0b1f5d0003',
		'2024-06-11T12:31:00.000001Z',
		{
			...{ relative_to: 'created_on', offset: 6, unit: 'hours', delivery_hour: -1 },
			...{ flow: 'f10e0000-0000-4000-8000-000000000001', message: null },
		},
	],
];

/** @returns a new copy of the seed events, oldest first */
export function seedEvents(): CampaignEvent[] {
	return rows.map(([uuid, campaign, created, fields]) => ({
		...{ uuid, campaign, ...structuredClone(fields), created_on: created },
		isScheduling: false,
	}));
}
