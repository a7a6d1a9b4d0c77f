import type { JsonObject } from '../../sandbox/n8n/json.mts';
import type { Provider } from '../../test/e2e/helpers/world.mts';

/** An error response of a service, and how to make the Campaign node receive it. */
export interface ErrorCase {
	/** What the node does, as text for the table. */
	readonly title: string;
	/** The parameters of the Campaign node. */
	readonly parameters: JsonObject;
	/** What is wrong with the credential. */
	readonly credential?: 'wrong key' | 'key of a demoted user' | 'wrong address';
	/** Whether the service's rate limit is used up. */
	readonly rateLimited?: true;
	/** A response that the sandbox itself does not give to any request of the Campaign node. */
	readonly injected?: InjectedResponse;
}

/** The response to the first request with this method, instead of the sandbox's own. */
interface InjectedResponse {
	readonly method: string;
	readonly status: number;
	/** A string is an HTML page, anything else JSON. */
	readonly body: unknown;
}

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const get = (id: string) => ({ operation: 'get', campaign: byId(id) });
const list = { operation: 'getAll' };
const update = (id: string, updateFields: JsonObject) => ({
	operation: 'update',
	campaign: byId(id),
	updateFields,
});
const changeStatus = (id: string, status: string) => ({
	operation: 'changeStatus',
	campaign: byId(id),
	status,
});

const wrongKey: ErrorCase = {
	title: 'Get Many with a wrong key',
	parameters: list,
	credential: 'wrong key',
};
const rateLimited: ErrorCase = {
	title: 'Get Many above the rate limit',
	parameters: list,
	rateLimited: true,
};
const wrongAddress: ErrorCase = {
	title: 'Get Many with a wrong Base URL',
	parameters: list,
	credential: 'wrong address',
};

const dailyStory: ErrorCase[] = [
	{
		title: 'Create with an unknown field',
		parameters: {
			operation: 'create',
			name: 'Spring',
			additionalFields: { additionalFieldsJson: '{"colour":"red"}' },
		},
	},
	{ title: 'Get a campaign that does not exist', parameters: get('99') },
	{
		title: 'Update a campaign that does not exist',
		parameters: update('99', { name: 'Spring' }),
	},
	wrongKey,
	rateLimited,
	{
		title: 'Get Many, refused without a reason',
		parameters: list,
		injected: { method: 'GET', status: 200, body: { Status: false, Message: '', Response: {} } },
	},
	{
		title: 'Get Many during a server error',
		parameters: list,
		injected: {
			method: 'GET',
			status: 500,
			body: { Status: false, Message: 'An unexpected error occurred', Response: {} },
		},
	},
	{
		title: 'Get, if the inferred path is wrong',
		parameters: get('24109'),
		injected: {
			method: 'GET',
			status: 404,
			body: '<html><head><title>404</title></head><body><h1>404 - File or directory not found.</h1></body></html>',
		},
	},
];

const newFlow = {
	operation: 'create',
	name: 'Win back',
	template_ids: ['7e3b1a7e-0000-4000-8000-000000000001'],
	mail_account_ids: ['3a11acc0-0000-4000-8000-000000000001'],
	events: ['contact.saved'],
};
const draftFlow = 'ca3a1600-0000-4000-8000-000000000002';

const falconyte: ErrorCase[] = [
	{
		title: 'Create with a template and a mail account that do not exist',
		parameters: {
			...newFlow,
			template_ids: ['elsewhere'],
			mail_account_ids: ['3a11acc0-0000-4000-8000-000000000003'],
		},
	},
	{
		title: 'Change Status of a draft to Paused',
		parameters: changeStatus(draftFlow, 'paused'),
	},
	wrongKey,
	rateLimited,
	{
		title: "Change Status of another team's campaign",
		parameters: changeStatus(draftFlow, 'active'),
		injected: {
			method: 'POST',
			status: 403,
			body: {
				ok: false,
				error: { code: 'FORBIDDEN', message: 'You do not have access to this resource.' },
			},
		},
	},
	{
		title: 'Change Status of a campaign that was just deleted',
		parameters: changeStatus(draftFlow, 'active'),
		injected: {
			method: 'POST',
			status: 404,
			body: { ok: false, error: { code: 'NOT_FOUND', message: 'Campaign not found.' } },
		},
	},
	{
		title: 'Create during a server error',
		parameters: newFlow,
		injected: {
			method: 'POST',
			status: 500,
			body: {
				ok: false,
				error: {
					code: 'INTERNAL_SERVER_ERROR',
					message: 'An unexpected error occurred.',
					event_id: '9f2c1d7e',
				},
			},
		},
	},
	{
		title: 'Get Many during a server error (response of the framework)',
		parameters: list,
		injected: { method: 'GET', status: 500, body: { message: 'Server Error' } },
	},
	{
		title: 'Get Many, refused with status 200',
		parameters: list,
		injected: {
			method: 'GET',
			status: 200,
			body: { ok: false, error: { code: 'TEAM_LOCKED', message: 'The team is locked.' } },
		},
	},
	{
		title: 'Get Many during maintenance',
		parameters: list,
		injected: {
			method: 'GET',
			status: 503,
			body: '<html><body><h1>Service Unavailable</h1></body></html>',
		},
	},
];

const dmCampaign = 'usdjpdql3f90seqk13rwuo7z';

const inbox: ErrorCase[] = [
	{
		title: 'Update with a list that does not exist',
		parameters: update(dmCampaign, { syncedListIds: 'nosuchlist' }),
	},
	{
		title: 'Update a campaign that does not exist',
		parameters: update('nosuchcampaign', { excludeMutuals: true }),
	},
	{
		title: 'Change Status of a completed campaign to Active',
		parameters: changeStatus('s2nd0gen0campaign0000006', 'active'),
	},
	wrongKey,
	rateLimited,
	{
		title: 'Get Many with a token that has expired',
		parameters: list,
		injected: {
			method: 'GET',
			status: 403,
			body: { error: 'Forbidden', message: 'The token has expired' },
		},
	},
	{
		title: 'Get Many without a plan that includes campaigns',
		parameters: list,
		injected: {
			method: 'GET',
			status: 403,
			body: {
				error: { code: 'FORBIDDEN', message: 'Campaigns are not in your plan', status: 403 },
			},
		},
	},
	{
		title: 'Create, if the inferred path is wrong',
		parameters: {
			operation: 'create',
			name: 'Founders',
			accountLinkIds: ['r4t9vw15jm6bn3yxcf2dq8ek'],
		},
		injected: {
			method: 'POST',
			status: 404,
			body: { error: { code: 'NOT_FOUND', message: 'Not found', status: 404 } },
		},
	},
	{
		title: 'Update, refused with status 200 and no reason',
		parameters: update(dmCampaign, { excludeMutuals: true }),
		injected: { method: 'PATCH', status: 200, body: { success: false } },
	},
	{
		title: 'Get Many during a server error',
		parameters: list,
		injected: {
			method: 'GET',
			status: 500,
			body: { error: { code: 'INTERNAL_ERROR', message: 'Something went wrong', status: 500 } },
		},
	},
];

const reminders = 'f14e4ff0-724d-43fe-a953-1d16aefd1c00';
const noReminders = 'f14e4ff0-724d-43fe-a953-000000000000';
const newCampaign = { operation: 'create', name: 'Harvest', group: byId('Farmers') };

const rapidPro: ErrorCase[] = [
	{
		title: 'Create with a name that is taken',
		parameters: { ...newCampaign, name: 'Reminders' },
	},
	{
		title: 'Create with a name that is taken and a group that does not exist',
		parameters: { ...newCampaign, name: 'Reminders', group: byId('Nobody') },
	},
	{
		title: 'Create with a name that is too long (the node normally refuses it first)',
		parameters: newCampaign,
		injected: {
			method: 'POST',
			status: 400,
			body: {
				name: [
					'Cannot be longer than 64 characters.',
					'Ensure this field has no more than 64 characters.',
				],
			},
		},
	},
	{
		title: 'Create with an error inside a field (as in the events of a campaign)',
		parameters: newCampaign,
		injected: {
			method: 'POST',
			status: 400,
			body: { message: { eng: ['This field may not be blank.'] } },
		},
	},
	{
		title: 'Create in a suspended workspace',
		parameters: newCampaign,
		injected: {
			method: 'POST',
			status: 400,
			body: { non_field_errors: ['Sorry, your workspace is currently suspended.'] },
		},
	},
	{
		title: 'Get with an invalid ID (the node normally refuses it first)',
		parameters: get(reminders),
		injected: {
			method: 'GET',
			status: 400,
			body: { detail: "Param 'uuid': garbage is not a valid UUID." },
		},
	},
	{ title: 'Get a campaign that does not exist', parameters: get(noReminders) },
	{
		title: 'Update a campaign that does not exist',
		parameters: update(noReminders, { name: 'Harvest', group: byId('Farmers') }),
	},
	wrongKey,
	{
		title: 'Get Many with the token of a demoted user',
		parameters: list,
		credential: 'key of a demoted user',
	},
	rateLimited,
	wrongAddress,
	{
		title: 'Create during a server error',
		parameters: newCampaign,
		injected: {
			method: 'POST',
			status: 500,
			body: 'Server Error. Site administrators have been notified.',
		},
	},
];

const activeCampaign = '2048110';
const pausedCampaign = '2048124';

const smartlead: ErrorCase[] = [
	{
		title: 'Update with a misspelled field',
		parameters: update(pausedCampaign, { additionalFieldsJson: '{"clinet_id":4101}' }),
	},
	{
		title: 'Get a campaign that does not exist',
		parameters: get('999999'),
	},
	{
		title: 'Delete a campaign that does not exist',
		parameters: { operation: 'delete', campaign: byId('999999') },
	},
	{
		title: 'Delete an active campaign',
		parameters: { operation: 'delete', campaign: byId(activeCampaign) },
	},
	{
		title: 'Create for a client that does not exist',
		parameters: { operation: 'create', name: 'Founders', additionalFields: { client_id: 9 } },
	},
	wrongKey,
	rateLimited,
	wrongAddress,
	{
		title: 'Get Many, answered with an empty body under load',
		parameters: list,
		injected: { method: 'GET', status: 200, body: '' },
	},
	{
		title: 'Change Status to Active without an email account',
		parameters: changeStatus(pausedCampaign, 'active'),
		injected: {
			method: 'POST',
			status: 404,
			body: {
				ok: false,
				message: 'Email account not found!',
				errorCode: 'ACCOUNT_NOT_FOUND',
				emailAccountId: 2849,
			},
		},
	},
	{
		title: 'Update, refused in the documented form',
		parameters: update(pausedCampaign, { follow_up_percentage: 40 }),
		injected: {
			method: 'POST',
			status: 422,
			body: {
				error: {
					code: 'VALIDATION_ERROR',
					message: 'Value is out of range',
					details: { field: 'follow_up_percentage', constraint: 'max 30' },
				},
			},
		},
	},
	{
		title: 'Delete, refused with status 200',
		parameters: { operation: 'delete', campaign: byId(pausedCampaign) },
		injected: {
			method: 'DELETE',
			status: 200,
			body: { success: false, error: { code: 'CONFLICT', message: 'Campaign is being synced' } },
		},
	},
];

/** The error cases of each provider, in the order of the page. */
export const errorCases: Readonly<Record<Provider, readonly ErrorCase[]>> = {
	dailyStory,
	falconyte,
	inbox,
	rapidPro,
	smartlead,
};
