import type { CampaignLead, LeadBody } from './leads.mts';

/** A lead of the seed, and what is not as in a lead that was just added. */
export interface SeedLead extends Partial<CampaignLead> {
	campaignId: number;
	lead: LeadBody;
}

export const seedLeads: readonly SeedLead[] = [
	{
		campaignId: 2048110,
		lead: { email: 'nathan@acme.example', first_name: 'Nathan', company_name: 'Acme' },
		status: 'INPROGRESS',
		lead_category_id: 1,
		activity: ['is_opened', 'is_replied'],
	},
	{
		campaignId: 2048110,
		lead: { email: 'Olga@northwind.example', first_name: 'Olga', custom_fields: { city: 'Kyiv' } },
		status: 'PAUSED',
		activity: ['is_opened', 'not_replied'],
	},
	{
		campaignId: 2048110,
		lead: { email: 'pablo@cafe-ole.example', first_name: 'Pablo', last_name: 'Ruiz' },
		status: 'COMPLETED',
		activity: ['not_replied'],
		isAtEnd: true,
	},
	{
		campaignId: 2048124,
		lead: { email: 'quinn@healthcare.example', first_name: 'Quinn' },
		status: 'STARTED',
	},
];
