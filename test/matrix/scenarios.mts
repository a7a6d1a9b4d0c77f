import type { INodeParameters } from 'n8n-workflow';
import { byId, type ProviderId } from '../engine/world.mts';

/** One verb of one provider, on a campaign of the sandbox's seed. */
export interface Scenario {
	readonly verb: string;
	readonly parameters: INodeParameters;
	/** Name of the campaign that it makes, where it makes one. */
	readonly makes?: string;
}

interface Chosen {
	/** A campaign that is active. */
	id: string;
	name: string;
	/** What a new campaign needs and gets. */
	create: INodeParameters;
	/** A change that can be made to it by Update and by Create or Update. */
	change?: INodeParameters;
	hasStatus: boolean;
	/** A campaign that can be deleted. */
	deletable?: string;
}

const chosen: Record<ProviderId, Chosen> = {
	dailyStory: {
		id: '23842',
		name: 'Welcome series',
		create: { additionalFields: { description: 'Made by the matrix' } },
		change: { description: 'Changed by the matrix' },
		hasStatus: true,
	},
	falconyte: {
		id: 'ca3a1600-0000-4000-8000-000000000003',
		name: 'Lead nurture',
		create: {
			template_ids: ['7e3b1a7e-0000-4000-8000-000000000001'],
			mail_account_ids: ['3a11acc0-0000-4000-8000-000000000001'],
			events: ['lead.created'],
		},
		hasStatus: true,
	},
	inbox: {
		id: 's2nd0gen0campaign0000002',
		name: 'Podcast guests',
		create: { accountLinkIds: ['r4t9vw15jm6bn3yxcf2dq8ek'] },
		change: { excludeMutuals: true },
		hasStatus: true,
	},
	rapidPro: {
		id: 'f14e4ff0-724d-43fe-a953-1d16aefd1c00',
		name: 'Reminders',
		create: { group: byId('Reporters') },
		change: { group: byId('Farmers') },
		hasStatus: false,
	},
	smartlead: {
		id: '2048110',
		name: 'SaaS Founders Q1 2025',
		create: { additionalFields: { follow_up_percentage: 10 } },
		change: { follow_up_percentage: 20 },
		hasStatus: true,
		deletable: '2048133',
	},
};

/** Every verb that a provider has, each as a user would run it. */
export function scenarios(provider: ProviderId): Scenario[] {
	const { id, name, create, change, hasStatus, deletable } = chosen[provider];
	const campaign = byId(id);
	const made = 'Made by the matrix';
	return [
		{ verb: 'getAll', parameters: { operation: 'getAll', returnAll: true } },
		{ verb: 'get', parameters: { operation: 'get', campaign } },
		{ verb: 'create', parameters: { operation: 'create', name: made, ...create }, makes: made },
		...(change === undefined
			? []
			: [
					{ verb: 'update', parameters: { operation: 'update', campaign, updateFields: change } },
					{
						verb: 'upsert, new',
						parameters: { operation: 'upsert', matchBy: 'name', name: made, ...create },
						makes: made,
					},
					{
						verb: 'upsert, there',
						parameters: {
							operation: 'upsert',
							matchBy: 'name',
							...create,
							name,
							...('group' in change ? change : { additionalFields: change }),
						},
					},
				]),
		...(hasStatus
			? [
					{
						verb: 'changeStatus',
						parameters: { operation: 'changeStatus', campaign, status: 'paused' },
					},
				]
			: []),
		...(deletable === undefined
			? []
			: [{ verb: 'delete', parameters: { operation: 'delete', campaign: byId(deletable) } }]),
	];
}
