import { keys } from '../../../sandbox/api/keys.mts';
import type { ProviderFacts } from '../providerFacts.mts';

/** What the tests need to know about Smartlead. */
export const smartlead: ProviderFacts = {
	displayName: 'Smartlead',
	api: {
		basePath: '/smartlead',
		apiPath: '/api/v1',
		authentication: { headers: {}, query: { api_key: keys.smartlead } },
		listPath: '/campaigns',
		create: { path: '/campaigns/create', body: {} },
		campaignPaths: [
			'/campaigns',
			'/campaigns/create',
			'/campaigns/:id',
			'/campaigns/:id/settings',
			'/campaigns/:id/schedule',
			'/campaigns/:id/status',
			'/campaigns/:id/sequences',
		],
		rateLimit: { requests: 60, windowMs: 60_000 },
	},
	ids: { field: 'id', isNumeric: true, missing: '999999' },
	activeCampaign: { id: '2048110', name: 'SaaS Founders Q1 2025' },
	deletableId: '2048133',
	create: {
		required: {},
		additionalFields: { follow_up_percentage: 10 },
		isRecoverable: true,
		refusedNames: [],
	},
	update: {
		fields: { follow_up_percentage: 20 },
		upsert: { additionalFields: { follow_up_percentage: 20 } },
		isVerifiable: false,
	},
	// Starting a new campaign would need a sequence and an email account.
	newStatus: 'paused',
	errors: {
		refusals: [
			{
				status: 400,
				body: {
					statusCode: 400,
					error: 'Bad Request',
					message: '"clinet_id" is not allowed',
					validation: { source: 'body', keys: ['clinet_id'] },
				},
				message: 'Smartlead refused to list the campaigns: "clinet_id" is not allowed',
			},
			{
				status: 400,
				body: { error: 'Invalid timezone - Mars' },
				message: 'Smartlead refused to list the campaigns: Invalid timezone - Mars',
			},
			{
				status: 422,
				body: {
					error: {
						code: 'VALIDATION_ERROR',
						message: 'Value is out of range',
						details: { field: 'follow_up_percentage', constraint: 'max 100' },
					},
				},
				message:
					'Smartlead refused to list the campaigns: follow_up_percentage: Value is out of range (max 100)',
			},
			{
				status: 400,
				body: { success: false, error: { code: 'CAMPAIGN_ACTIVE', message: '' } },
				message: 'Smartlead refused to list the campaigns: CAMPAIGN_ACTIVE',
			},
			{
				status: 400,
				body: { message: ['"a" is required', '"b" is required'] },
				message: 'Smartlead refused to list the campaigns: "a" is required. "b" is required.',
			},
			{
				status: 200,
				body: { success: false },
				message: 'Smartlead refused to list the campaigns: it gave no reason',
			},
		],
		rejectedKey: [
			{ status: 401, body: { message: 'Invalid API Key' } },
			{ status: 401, body: { success: false, error: { code: 'UNAUTHORIZED', message: 'No' } } },
		],
		keyLocation: 'Settings > Smartlead API Key',
		failureWith200: {
			body: { ok: false, message: 'Account is locked' },
			reason: 'Account is locked',
		},
		failureWithoutReason: { ok: false },
	},
	editor: {
		operations: [
			'Create',
			'Get',
			'Get Many',
			'Change Status',
			'Create or Update',
			'Delete',
			'Update',
		],
		statuses: ['Active (Start or Resume)', 'Paused', 'Stopped (for Good)'],
		createFields: ['Name', 'Additional Fields'],
		additionalFields: [
			'Add Unsubscribe Tag',
			'Additional Fields (JSON)',
			'AI Categories',
			'AI ESP Matching',
			'Auto-Pause Domain on Reply',
			'Bounce Auto-Pause Threshold (%)',
			'Client',
			'Domain-Level Rate Limit',
			'Follow-Up Percentage',
			'Force Plain Text',
			'Ignore Mailbox Sending Limit',
			'Out of Office: Categorize',
			'Out of Office: Ignore as Reply',
			'Out of Office: Reactivate',
			'Out of Office: Reactivate After (Days)',
			'Schedule: Days of the Week',
			'Schedule: End Hour',
			'Schedule: Max New Leads per Day',
			'Schedule: Minutes Between Emails',
			'Schedule: Start Hour',
			'Schedule: Start Time',
			'Schedule: Time Zone',
			'Send as Plain Text',
			'Sequence',
			'Sequence (JSON)',
			'Stop Lead When',
			'Tracking Switched Off',
			'Unsubscribe Text',
		],
		updateFields: { added: ['Name'], removed: [] },
		optionLists: [],
	},
};
