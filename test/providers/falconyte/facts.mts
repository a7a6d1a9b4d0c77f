import { keys } from '../../../sandbox/api/keys.mts';
import type { ProviderFacts } from '../providerFacts.mts';

const newCampaign = {
	template_ids: ['7e3b1a7e-0000-4000-8000-000000000001'],
	mail_account_ids: ['3a11acc0-0000-4000-8000-000000000001'],
	events: ['lead.created'],
};

/** What the tests need to know about Falconyte. */
export const falconyte: ProviderFacts = {
	displayName: 'Falconyte',
	api: {
		basePath: '/falconyte',
		apiPath: '/public/v1',
		authentication: { headers: { 'x-api-key': keys.falconyte }, query: {} },
		listPath: '/email/campaigns',
		create: { path: '/email/campaigns', body: newCampaign },
		campaignPaths: [
			'/email/campaigns',
			'/email/campaigns/:id/start',
			'/email/campaigns/:id/stop',
			'/email/campaigns/:id/submit',
		],
	},
	ids: { field: 'id', isNumeric: false, missing: '00000000-0000-4000-8000-000000000000' },
	activeCampaign: { id: 'ca3a1600-0000-4000-8000-000000000001', name: 'Welcome flow' },
	create: { required: newCampaign, isRecoverable: true, refusedNames: [] },
	newStatus: 'active',
	errors: {
		refusals: [
			{
				status: 422,
				body: {
					message: 'The name field is required. (and 2 more errors)',
					errors: {
						name: ['The name field is required.', 'The name field must be a string.'],
						'template_ids.0': ['The selected template_ids.0 is invalid.'],
					},
				},
				message:
					'Falconyte refused to list the campaigns: name: The name field is required. The name field must be a string. · template_ids.0: The selected template_ids.0 is invalid.',
			},
			{
				status: 422,
				body: { errors: { schedule: { start: ['It is in the past.'] }, name: 'Too short.' } },
				message:
					'Falconyte refused to list the campaigns: schedule.start: It is in the past. · name: Too short.',
			},
			{
				status: 400,
				body: { ok: false, error: { code: 'LOCKED', message: '' } },
				message: 'Falconyte refused to list the campaigns: LOCKED',
			},
			{
				status: 500,
				body: {
					ok: false,
					error: { code: 'INTERNAL_SERVER_ERROR', message: 'Server error.', event_id: 'e7f1' },
				},
				message: 'Falconyte failed to list the campaigns (HTTP 500): Server error. (event ID e7f1)',
			},
			{
				status: 200,
				body: { ok: false },
				message: 'Falconyte refused to list the campaigns: it gave no reason',
			},
			{
				status: 400,
				body: {},
				message: 'Falconyte refused to list the campaigns (HTTP 400)',
			},
		],
		rejectedKey: [
			{ status: 401, body: { ok: false, error: { code: 'UNAUTHENTICATED', message: 'No' } } },
			{ status: 200, body: { ok: false, error: { code: 'UNAUTHENTICATED', message: 'No' } } },
		],
		keyLocation: 'the API keys of your team',
		failureWith200: {
			body: { ok: false, error: { code: 'X', message: 'Team is locked' } },
			reason: 'Team is locked',
		},
		failureWithoutReason: { ok: false },
		inconclusiveTest: { ok: false, error: { code: 'UNAUTHENTICATED', message: 'no' } },
	},
	editor: {
		operations: ['Create', 'Get', 'Get Many', 'Change Status', 'Submit Event'],
		statuses: ['Active (Start or Resume)', 'Paused (Stop)'],
		createFields: [
			'Name',
			'Template Names or IDs',
			'Mail Account Names or IDs',
			'Events',
			'Additional Fields',
		],
		additionalFields: ['Additional Fields (JSON)', 'Start Now'],
		optionLists: [
			{ method: 'falconyteTemplates', option: 'Größe & Qualität' },
			{ method: 'falconyteMailAccounts', option: 'hello@sender.example' },
		],
	},
};
