import { type FalconyteCampaign, newCampaign, start, stop } from './campaign.mts';

const uuid = (kind: string, number: number) =>
	`${kind}-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const templates = [
	['Welcome', 'Welcome to {{company}}'],
	['Größe & Qualität', 'Neu für Sie'],
	['Win back', 'We miss you 💌'],
].map(([name = '', subject = ''], index) => ({ id: uuid('7e3b1a7e', index + 1), name, subject }));

export const mailAccounts = [
	{ id: uuid('3a11acc0', 1), email: 'hello@sender.example', isActive: true },
	{ id: uuid('3a11acc0', 2), email: 'sales@sender.example', isActive: true },
	{ id: uuid('3a11acc0', 3), email: 'retired@sender.example', isActive: false },
];

/** A campaign of another team, which this key may not use. */
export const foreignCampaignId = uuid('f0e15000', 1);

type Row = [
	name: string,
	createdAt: string,
	events: string[],
	state: 'draft' | 'running' | 'stopped',
];

const rows: Row[] = [
	['Welcome flow', '2024-10-07T09:00:00Z', ['contact.saved'], 'running'],
	['WELCOME FLOW', '2024-10-07T09:05:00Z', ['contact.saved'], 'draft'],
	['Lead nurture', '2024-11-12T14:30:00Z', ['lead.created'], 'stopped'],
	['Nach dem Kauf – Größe', '2024-12-01T08:00:00Z', ['sale.created'], 'running'],
	['ウェルカム 🎉', '2025-01-09T23:59:59Z', ['contact.saved', 'lead.created'], 'draft'],
	['Newsletter', '2025-01-20T10:00:00Z', ['contact.saved'], 'draft'],
	['Newsletter', '2025-01-20T10:00:01Z', ['contact.saved'], 'stopped'],
	['Win back <2025> & "more"', '2025-02-03T07:15:00Z', ['sale.created'], 'draft'],
	['Upsell', '2025-02-11T16:45:30Z', ['sale.created', 'lead.created'], 'running'],
];

/** @returns a new copy of the seed campaigns, oldest first */
export function seedCampaigns(): FalconyteCampaign[] {
	return rows.map(([name, createdAt, events, state], index) => {
		const fields = {
			name,
			template_ids: [templates[0]?.id ?? ''],
			mail_account_ids: [mailAccounts[0]?.id ?? ''],
			events: [...events],
		};
		const campaign = newCampaign(uuid('ca3a1600', index + 1), fields, createdAt);
		if (state !== 'draft') start(campaign, uuid('5e4d0000', index + 1), createdAt);
		if (state === 'stopped') stop(campaign, createdAt);
		// The last campaign also has an older, stopped send, listed after its newest one.
		const [newest] = campaign.campaign_sends;
		if (newest && index === rows.length - 1) {
			const older = { ...structuredClone(newest), id: uuid('5e4d0000', 99), status: 'stopped' };
			older.created_at = older.updated_at = '2024-09-01T00:00:00Z';
			older.send_data.event_triggered_send.enabled = false;
			campaign.campaign_sends.push(older);
		}
		return campaign;
	});
}
