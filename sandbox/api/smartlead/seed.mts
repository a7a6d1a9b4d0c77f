import { newCampaign, type Schedule, type SmartleadCampaign, type Tag } from './campaign.mts';

export const clients = [
	{ id: 4101, name: 'Acme Outdoor GmbH', email: 'ops@acme.example', logo: null },
	{ id: 4102, name: 'Café Olé', email: 'hola@cafe-ole.example', logo: null },
	{ id: 4103, name: 'Northwind Traders', email: 'sales@northwind.example', logo: null },
].map((client) => ({
	...client,
	uuid: `sandbox-client-${client.id}`,
	created_at: '2024-11-04T08:00:00.000Z',
}));

/** The service returns mailbox passwords (observed); these are invented. There are more than a page has. */
export const emailAccounts = Array.from({ length: 105 }, (_, index) => 7301 + index).map((id) => ({
	id,
	created_at: '2024-11-05T10:00:00.000Z',
	updated_at: '2024-11-05T10:00:00.000Z',
	from_name: 'Jo Sender',
	from_email: `jo+${id}@sender.example`,
	username: `jo+${id}@sender.example`,
	password: 'not-a-real-mailbox-password',
	smtp_host: 'smtp.sender.example',
	smtp_port: 587,
	imap_host: 'imap.sender.example',
	imap_port: 993,
	imap_username: `jo+${id}@sender.example`,
	imap_password: 'not-a-real-imap-password',
	type: 'SMTP',
	is_smtp_success: true,
	is_imap_success: true,
	message_per_day: 40,
}));

const weekdays: Schedule = {
	tz: 'Europe/Berlin',
	days: [1, 2, 3, 4, 5],
	startHour: '09:00',
	endHour: '17:00',
};

export const seedTag: Tag = { tag_id: 55, tag_name: 'Q1', tag_color: '#FFCC00' };

export interface SeedCampaign {
	campaign: SmartleadCampaign;
	/** Whether it has sequences and an email account and can be started. */
	ready: boolean;
	tagged: boolean;
}

type Row = [
	id: number,
	created: string,
	status: string,
	name: string,
	more?: Partial<SmartleadCampaign>,
];

const rows: Row[] = [
	[
		2048101,
		'2024-12-02T09:15:00.120Z',
		'COMPLETED',
		'SaaS Founders Q4 2024',
		{ scheduler_cron_value: weekdays },
	],
	[
		2048102,
		'2024-12-09T11:30:00.481Z',
		'STOPPED',
		'Black Friday follow-up',
		{ scheduler_cron_value: weekdays },
	],
	// Both timestamp formats have been observed.
	[
		2048110,
		'2025-01-07T16:23:24.025929+00:00',
		'ACTIVE',
		'SaaS Founders Q1 2025',
		{
			scheduler_cron_value: weekdays,
			track_settings: ['DONT_LINK_CLICK'],
			client_id: 4101,
		},
	],
	[
		2048111,
		'2025-01-07T16:40:02.300Z',
		'ACTIVE',
		'SaaS Founders Q1 2025 - no reply',
		{
			scheduler_cron_value: weekdays,
			parent_campaign_id: 2048110,
			client_id: 4101,
		},
	],
	[
		2048124,
		'2025-01-14T08:00:00.000Z',
		'PAUSED',
		'Healthcare CFOs – Q1',
		{
			scheduler_cron_value: { ...weekdays, tz: 'America/New_York' },
			unsubscribe_text: 'No thanks',
			client_id: 4103,
		},
	],
	[2048133, '2025-01-20T13:05:44.010Z', 'DRAFTED', 'Tech Startup CTOs'],
	[2048134, '2025-01-20T13:06:10.990Z', 'DRAFTED', 'tech startup ctos'],
	[
		2048150,
		'2025-02-03T07:45:00.500Z',
		'DRAFTED',
		'新年キャンペーン 🎍',
		{ scheduler_cron_value: weekdays },
	],
	[2048151, '2025-02-03T07:46:00.500Z', 'PAUSED', 'Newsletter', { scheduler_cron_value: weekdays }],
	[2048152, '2025-02-03T07:47:00.500Z', 'ACTIVE', 'Newsletter', { scheduler_cron_value: weekdays }],
	[
		2048160,
		'2025-02-10T10:10:10.101Z',
		'ACTIVE',
		'Größe & "Qualität" <Deutschland>',
		{
			scheduler_cron_value: weekdays,
			send_as_plain_text: true,
			client_id: 4102,
		},
	],
	[2048171, '2025-02-17T18:20:30.405Z', 'DRAFTED', 'Untitled Campaign'],
];

/** @returns a new copy of the seed campaigns, oldest first */
export function seedCampaigns(): SeedCampaign[] {
	return rows.map(([id, created, status, name, more = {}]) => ({
		campaign: structuredClone({ ...newCampaign(id, name, created), status, ...more }),
		ready: more.scheduler_cron_value !== undefined,
		tagged: id === 2048110,
	}));
}
