import type { IDataObject } from 'n8n-workflow';
import { askPicker, runCampaign } from '../engine/engine.mts';
import { type ProviderId, useSandbox } from '../engine/world.mts';

const world = useSandbox();

/** Get Many, refused with this answer. */
async function refused(provider: ProviderId, status: number, body: unknown) {
	await world.fault({
		provider,
		status,
		headers: { 'content-type': 'application/json' },
		body: body as IDataObject,
	});
	const { error } = await runCampaign({
		credential: world.credential(provider),
		parameters: { provider, operation: 'getAll', options: { maxWait: 0 } },
	});
	return error;
}

const longName = [
	'Cannot be longer than 64 characters.',
	'Ensure this field has no more than 64 characters.',
];

describe('the message is what the service said, all of it', () => {
	it.each([
		[
			'dailyStory',
			400,
			{ Status: false, Message: '"colour" is not allowed', Response: {} },
			'DailyStory refused to list the campaigns: "colour" is not allowed',
		],
		[
			'dailyStory',
			200,
			{ Status: false, Message: '', Response: {} },
			'DailyStory refused to list the campaigns: it gave no reason',
		],
		[
			'dailyStory',
			400,
			{ Status: false, Response: {} },
			'DailyStory refused to list the campaigns (HTTP 400)',
		],
		[
			'dailyStory',
			400,
			{ Message: 'The request is invalid.' },
			'DailyStory refused to list the campaigns: The request is invalid.',
		],
		[
			'falconyte',
			422,
			{
				message: 'The name field is required. (and 2 more errors)',
				errors: {
					name: ['The name field is required.', 'The name field must be a string.'],
					'template_ids.0': ['The selected template_ids.0 is invalid.'],
				},
			},
			'Falconyte refused to list the campaigns: name: The name field is required. The name field must be a string. · template_ids.0: The selected template_ids.0 is invalid.',
		],
		[
			'falconyte',
			422,
			{ errors: { schedule: { start: ['It is in the past.'] }, name: 'Too short.' } },
			'Falconyte refused to list the campaigns: schedule.start: It is in the past. · name: Too short.',
		],
		[
			'falconyte',
			400,
			{ ok: false, error: { code: 'LOCKED', message: '' } },
			'Falconyte refused to list the campaigns: LOCKED',
		],
		[
			'falconyte',
			500,
			{
				ok: false,
				error: { code: 'INTERNAL_SERVER_ERROR', message: 'Server error.', event_id: 'e7f1' },
			},
			'Falconyte failed to list the campaigns (HTTP 500): Server error. (event ID e7f1)',
		],
		['falconyte', 200, { ok: false }, 'Falconyte refused to list the campaigns: it gave no reason'],
		['falconyte', 400, {}, 'Falconyte refused to list the campaigns (HTTP 400)'],
		[
			'inbox',
			422,
			{ error: { code: 'VALIDATION_ERROR', message: '"name" is too long', status: 422 } },
			'Inbox refused to list the campaigns: "name" is too long',
		],
		[
			'inbox',
			409,
			{ error: { code: 'CONFLICT', message: '', status: 409 } },
			'Inbox refused to list the campaigns: CONFLICT',
		],
		['inbox', 400, { error: 'Bad cursor' }, 'Inbox refused to list the campaigns: Bad cursor'],
		['inbox', 200, { success: false }, 'Inbox refused to list the campaigns: it gave no reason'],
		[
			'rapidPro',
			400,
			{ name: longName, group: ['No such object: Nobody'] },
			`RapidPro / TextIt refused to list the campaigns: name: ${longName.join(' ')} · group: No such object: Nobody`,
		],
		[
			'rapidPro',
			400,
			{ message: { eng: ['This field may not be blank.'] } },
			'RapidPro / TextIt refused to list the campaigns: message.eng: This field may not be blank.',
		],
		[
			'rapidPro',
			400,
			{ steps: [{}, { unit: ['"epocs" is not a valid choice.'] }] },
			'RapidPro / TextIt refused to list the campaigns: steps.1.unit: "epocs" is not a valid choice.',
		],
		[
			'rapidPro',
			400,
			{ non_field_errors: ['Request body should be a single JSON object'] },
			'RapidPro / TextIt refused to list the campaigns: Request body should be a single JSON object',
		],
		['rapidPro', 400, ['Not now.'], 'RapidPro / TextIt refused to list the campaigns: Not now.'],
		[
			'rapidPro',
			400,
			{ detail: "Param 'uuid': garbage is not a valid UUID." },
			"RapidPro / TextIt refused to list the campaigns: Param 'uuid': garbage is not a valid UUID.",
		],
		[
			'smartlead',
			400,
			{
				statusCode: 400,
				error: 'Bad Request',
				message: '"clinet_id" is not allowed',
				validation: { source: 'body', keys: ['clinet_id'] },
			},
			'Smartlead refused to list the campaigns: "clinet_id" is not allowed',
		],
		[
			'smartlead',
			400,
			{ error: 'Invalid timezone - Mars' },
			'Smartlead refused to list the campaigns: Invalid timezone - Mars',
		],
		[
			'smartlead',
			422,
			{
				error: {
					code: 'VALIDATION_ERROR',
					message: 'Value is out of range',
					details: { field: 'follow_up_percentage', constraint: 'max 100' },
				},
			},
			'Smartlead refused to list the campaigns: follow_up_percentage: Value is out of range (max 100)',
		],
		[
			'smartlead',
			400,
			{ success: false, error: { code: 'CAMPAIGN_ACTIVE', message: '' } },
			'Smartlead refused to list the campaigns: CAMPAIGN_ACTIVE',
		],
		[
			'smartlead',
			400,
			{ message: ['"a" is required', '"b" is required'] },
			'Smartlead refused to list the campaigns: "a" is required. "b" is required.',
		],
		[
			'smartlead',
			200,
			{ success: false },
			'Smartlead refused to list the campaigns: it gave no reason',
		],
	] as const)('%s %i %j', async (provider, status, body, message) => {
		const error = await refused(provider, status, body);
		expect(error?.message).toBe(message);
		expect(error?.description).toMatch(/\w/);
	});
});

it('advises on each of several faults', async () => {
	const error = await refused('rapidPro', 400, {
		name: ['This field must be unique.'],
		group: ['No such object: Nobody'],
	});
	expect(error?.description).toMatch(/Choose another name\. Choose the group from the list/);
});

it.each([
	['dailyStory', { Status: false, Message: '' }],
	['falconyte', { ok: false }],
	['inbox', { success: false }],
	['smartlead', { ok: false }],
] as const)('does not ask to change what %s did not name', async (provider, body) => {
	const error = await refused(provider, 200, body);
	expect(error?.description).toBe(
		"Try the same in the service's web app, which may show the reason.",
	);
});

it('advises after a creation of unknown end only what the provider has', async () => {
	await world.fault({
		provider: 'falconyte',
		method: 'POST',
		status: 500,
		body: 'Server Error. Site administrators have been notified.',
	});
	const { error } = await runCampaign({
		credential: world.credential('falconyte'),
		parameters: {
			provider: 'falconyte',
			operation: 'create',
			name: 'Lost',
			template_ids: ['7e3b1a7e-0000-4000-8000-000000000001'],
			mail_account_ids: ['3a11acc0-0000-4000-8000-000000000001'],
			events: ['contact.saved'],
		},
	});
	expect(error?.description).toBe(
		"Falconyte failed to create the campaign (HTTP 500): Server Error. Site administrators have been notified. It was not in the list of campaigns right afterwards. Check Falconyte before you run this item again, or set 'If Name Exists' of Create to Use Existing, which looks for the name first.",
	);
});

it('names both services where a list is asked for with a credential of another', async () => {
	const asked = askPicker(
		world.credential('falconyte'),
		'smartlead',
		'listSearch',
		'searchCampaigns',
	);
	await expect(asked).rejects.toMatchObject({
		message: 'The node is set to Smartlead, but the credential is for Falconyte',
		description: "Choose a credential for Smartlead, or change 'Provider'. Nothing was sent.",
	});
	expect(await world.log()).toEqual([]);
});

describe('a key that is refused', () => {
	it.each([
		['dailyStory', 401, { Status: false, Message: 'Invalid token', Response: {} }, 'Developer'],
		[
			'falconyte',
			401,
			{ ok: false, error: { code: 'UNAUTHENTICATED', message: 'No' } },
			'the API keys of your team',
		],
		[
			'falconyte',
			200,
			{ ok: false, error: { code: 'UNAUTHENTICATED', message: 'No' } },
			'the API keys of your team',
		],
		['inbox', 401, { error: 'Unauthorized', message: 'No' }, 'Settings > API'],
		['inbox', 403, { error: 'Forbidden', message: 'No' }, 'Settings > API'],
		['rapidPro', 403, { detail: 'Invalid token' }, 'Settings > API Tokens'],
		['rapidPro', 403, { detail: 'Invalid token or email' }, 'Settings > API Tokens'],
		[
			'rapidPro',
			403,
			{ detail: 'Authentication credentials were not provided.' },
			'Settings > API Tokens',
		],
		[
			'rapidPro',
			403,
			{ detail: 'You do not have permission to perform this action.' },
			'Settings > API Tokens',
		],
		['smartlead', 401, { message: 'Invalid API Key' }, 'Settings > Smartlead API Key'],
		[
			'smartlead',
			401,
			{ success: false, error: { code: 'UNAUTHORIZED', message: 'No' } },
			'Settings > Smartlead API Key',
		],
	] as const)('by %s with %i %j names the credential and where its key is', async (...given) => {
		const [provider, status, body, keyPlace] = given;
		const error = await refused(provider, status, body);
		expect(error?.message).toContain('rejected the API key or token: ');
		expect(error?.description).toContain("credential 'Test credential'");
		expect(error?.description).toContain(keyPlace);
		expect(error).toMatchObject({
			httpCode: String(status),
			failure: { cause: 'credential-invalid' },
		});
	});

	it('is not what a feature outside the plan is', async () => {
		const error = await refused('inbox', 403, {
			error: { code: 'FORBIDDEN', message: 'Campaigns are not in your plan', status: 403 },
		});
		expect(error?.message).toBe(
			'Inbox refused to list the campaigns: Campaigns are not in your plan',
		);
		expect(error?.description).toContain('check the plan');
	});
});
