import { keys } from '../../../sandbox/api/keys.mts';
import type { ProviderFacts } from '../providerFacts.mts';

const newCampaign = { accountLinkIds: ['r4t9vw15jm6bn3yxcf2dq8ek'] };

/** What the tests need to know about Inbox. */
export const inbox: ProviderFacts = {
	displayName: 'Inbox',
	api: {
		basePath: '/inbox',
		apiPath: '/api/v1',
		authentication: { headers: { Authorization: `Bearer ${keys.inbox}` }, query: {} },
		listPath: '/campaigns/v2',
		create: { path: '/campaigns/v2', body: newCampaign },
		campaignPaths: [
			'/campaigns/v2',
			'/campaigns/v2/:id',
			'/campaigns/v2/:id/enable',
			'/campaigns/v2/:id/disable',
			'/campaigns/v2/:id/rules',
			'/campaigns',
			'/campaigns/:id',
			'/campaigns/:id/pause',
		],
		rateLimit: { requests: 300, windowMs: 60_000 },
	},
	ids: { field: 'id', isNumeric: false, missing: 'nosuchcampaign' },
	activeCampaign: { id: 's2nd0gen0campaign0000002', name: 'Podcast guests' },
	create: {
		required: newCampaign,
		isRecoverable: true,
		refusedNames: [{ name: 'x'.repeat(256), reason: '256 characters' }],
	},
	update: {
		fields: { excludeMutuals: true },
		upsert: { additionalFields: { excludeMutuals: true } },
		isVerifiable: false,
	},
	newStatus: 'active',
	errors: {
		refusals: [
			{
				status: 422,
				body: { error: { code: 'VALIDATION_ERROR', message: '"name" is too long', status: 422 } },
				message: 'Inbox refused to list the campaigns: "name" is too long',
			},
			{
				status: 409,
				body: { error: { code: 'CONFLICT', message: '', status: 409 } },
				message: 'Inbox refused to list the campaigns: CONFLICT',
			},
			{
				status: 400,
				body: { error: 'Bad cursor' },
				message: 'Inbox refused to list the campaigns: Bad cursor',
			},
			{
				status: 200,
				body: { success: false },
				message: 'Inbox refused to list the campaigns: it gave no reason',
			},
		],
		rejectedKey: [
			{ status: 401, body: { error: 'Unauthorized', message: 'No' } },
			{ status: 403, body: { error: 'Forbidden', message: 'No' } },
		],
		keyLocation: 'Settings > API',
		failureWithoutReason: { success: false },
	},
	editor: {
		operations: ['Create', 'Get', 'Get Many', 'Change Status', 'Create or Update', 'Update'],
		statuses: ['Active (Enable)', 'Paused (Disable)'],
		createFields: ['Name', 'Account Link Names or IDs', 'Additional Fields'],
		additionalFields: [
			'Additional Fields (JSON)',
			'Column Mappings (JSON)',
			'Detach Behavior',
			'Exclude Contacted',
			'Exclude Mutuals',
			'Excluded List IDs',
			'Sequence',
			'Sequence (JSON)',
			'Start Now',
			'Synced List IDs',
			'Time Zone Name or ID',
		],
		updateFields: { added: [], removed: ['Start Now', 'Time Zone Name or ID'] },
		optionLists: [{ method: 'inboxAccountLinks', option: 'acme hq' }],
	},
};
