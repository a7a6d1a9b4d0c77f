import { keys } from '../../../sandbox/api/keys.mts';
import type { ProviderFacts } from '../providerFacts.mts';

const groupNamed = (value: string) => ({ __rl: true, mode: 'id', value });

const tooLong = [
	'Cannot be longer than 64 characters.',
	'Ensure this field has no more than 64 characters.',
];

/** What the tests need to know about RapidPro / TextIt. */
export const rapidPro: ProviderFacts = {
	displayName: 'RapidPro / TextIt',
	api: {
		basePath: '/rapidpro',
		apiPath: '/api/v2',
		authentication: { headers: { Authorization: `Token ${keys.rapidPro}` }, query: {} },
		listPath: '/campaigns.json',
		create: { path: '/campaigns.json', body: { group: 'Reporters' } },
		campaignPaths: ['/campaigns.json'],
		rateLimit: { requests: 3600, windowMs: 3_600_000 },
	},
	ids: { field: 'uuid', isNumeric: false, missing: '00000000-0000-4000-8000-000000000000' },
	activeCampaign: { id: 'f14e4ff0-724d-43fe-a953-1d16aefd1c00', name: 'Reminders' },
	create: {
		required: { group: groupNamed('Reporters') },
		isRecoverable: true,
		refusedNames: [
			{ name: 'x'.repeat(65), reason: '65 characters' },
			{ name: '🎍'.repeat(65), reason: '65 characters' },
			{ name: 'say "hi"', reason: 'the character' },
		],
	},
	update: {
		fields: { group: groupNamed('Farmers') },
		upsert: { group: groupNamed('Farmers') },
		isVerifiable: true,
	},
	errors: {
		refusals: [
			{
				status: 400,
				body: { name: tooLong, group: ['No such object: Nobody'] },
				message: `RapidPro / TextIt refused to list the campaigns: name: ${tooLong.join(' ')} · group: No such object: Nobody`,
			},
			{
				status: 400,
				body: { message: { eng: ['This field may not be blank.'] } },
				message:
					'RapidPro / TextIt refused to list the campaigns: message.eng: This field may not be blank.',
			},
			{
				status: 400,
				body: { steps: [{}, { unit: ['"epocs" is not a valid choice.'] }] },
				message:
					'RapidPro / TextIt refused to list the campaigns: steps.1.unit: "epocs" is not a valid choice.',
			},
			{
				status: 400,
				body: { non_field_errors: ['Request body should be a single JSON object'] },
				message:
					'RapidPro / TextIt refused to list the campaigns: Request body should be a single JSON object',
			},
			{
				status: 400,
				body: ['Not now.'],
				message: 'RapidPro / TextIt refused to list the campaigns: Not now.',
			},
			{
				status: 400,
				body: { detail: "Param 'uuid': garbage is not a valid UUID." },
				message:
					"RapidPro / TextIt refused to list the campaigns: Param 'uuid': garbage is not a valid UUID.",
			},
		],
		rejectedKey: [
			{ status: 403, body: { detail: 'Invalid token' } },
			{ status: 403, body: { detail: 'Invalid token or email' } },
			{ status: 403, body: { detail: 'Authentication credentials were not provided.' } },
			{ status: 403, body: { detail: 'You do not have permission to perform this action.' } },
		],
		keyLocation: 'Settings > API Tokens',
		inconclusiveTest: { uuid: null, name: '' },
	},
	editor: {
		operations: ['Create', 'Get', 'Get Many', 'Create or Update', 'Update'],
		createFields: ['Name', 'Group', 'Additional Fields'],
		additionalFields: ['Additional Fields (JSON)', 'Events', 'Events (JSON)'],
		updateFields: { added: ['Group', 'Name'], removed: [] },
		optionLists: [],
	},
};
