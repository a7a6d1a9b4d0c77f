import type { INodeParameters } from 'n8n-workflow';
import type { ProviderId } from './world.mts';

/** What each provider needs to create a campaign, beside its name; the values are the sandbox's. */
export const needed: Record<ProviderId, INodeParameters> = {
	dailyStory: {},
	falconyte: {
		template_ids: ['7e3b1a7e-0000-4000-8000-000000000001'],
		mail_account_ids: ['3a11acc0-0000-4000-8000-000000000001'],
		events: ['lead.created'],
	},
	inbox: { accountLinkIds: ['r4t9vw15jm6bn3yxcf2dq8ek'] },
	rapidPro: { group: { __rl: true, mode: 'id', value: 'Reporters' } },
	smartlead: {},
};

/** What a fault hits when it is for the request that creates a campaign, whatever the provider. */
export const isCreation = {
	method: 'POST',
	path: '(campaign|campaigns|create|v2|campaigns.json)$',
};
