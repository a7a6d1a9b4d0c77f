import { keys } from '../../../sandbox/api/keys.mts';
import type { ProviderFacts } from '../providerFacts.mts';

/** What the tests need to know about DailyStory. */
export const dailyStory: ProviderFacts = {
	displayName: 'DailyStory',
	api: {
		basePath: '/dailystory',
		apiPath: '/api/v1',
		authentication: { headers: { Authorization: `Bearer ${keys.dailyStory}` }, query: {} },
		listPath: '/campaigns',
		create: { path: '/campaign', body: {} },
		campaignPaths: ['/campaigns', '/campaign', '/campaign/:id'],
	},
	ids: { field: 'campaignId', isNumeric: true, missing: '999999' },
	activeCampaign: { id: '23842', name: 'Welcome series' },
	create: {
		required: {},
		additionalFields: { description: 'Made by the matrix' },
		isRecoverable: false,
		refusedNames: [],
	},
	update: {
		fields: { description: 'Changed by the matrix' },
		upsert: { additionalFields: { description: 'Changed by the matrix' } },
		isVerifiable: false,
	},
	newStatus: 'active',
	errors: {
		refusals: [
			{
				status: 400,
				body: { Status: false, Message: '"colour" is not allowed', Response: {} },
				message: 'DailyStory refused to list the campaigns: "colour" is not allowed',
			},
			{
				status: 200,
				body: { Status: false, Message: '', Response: {} },
				message: 'DailyStory refused to list the campaigns: it gave no reason',
			},
			{
				status: 400,
				body: { Status: false, Response: {} },
				message: 'DailyStory refused to list the campaigns (HTTP 400)',
			},
			{
				status: 400,
				body: { Message: 'The request is invalid.' },
				message: 'DailyStory refused to list the campaigns: The request is invalid.',
			},
		],
		rejectedKey: [{ status: 401, body: { Status: false, Message: 'Invalid token', Response: {} } }],
		keyLocation: 'Developer',
		failureWith200: {
			body: { Status: false, Message: 'Tenant is locked', Response: {} },
			reason: 'Tenant is locked',
		},
		failureWithoutReason: { Status: false, Message: '' },
		inconclusiveTest: { Status: false, Message: 'Unknown token', Response: {} },
	},
	editor: {
		operations: ['Create', 'Get', 'Get Many', 'Change Status', 'Create or Update', 'Update'],
		statuses: ['Active', 'Archived', 'Deleted', 'Paused'],
		createFields: ['Name', 'Additional Fields'],
		additionalFields: [
			'Additional Fields (JSON)',
			'Allow Auto-Pause',
			'Auto-Qualify New Leads',
			'Campaign Type',
			'Conversion Goals: Enabled',
			'Conversion Goals: MCLs',
			'Conversion Goals: MQLs',
			'Conversion Goals: SQLs',
			'Conversion Goals: Suspects',
			'Cost',
			'Cost Period',
			'Description',
			'Notification Recipients',
			'Notify of New Leads',
			'Segment Names or IDs',
			'Status',
			'Subscriber Preferences',
			'UTM Campaign',
			'Workflow Behavior',
		],
		updateFields: { added: ['Name'], removed: ['Status'] },
		optionLists: [{ method: 'dailyStorySegments', option: 'All leads' }],
	},
};
