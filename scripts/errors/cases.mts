import type { JsonObject } from '../../sandbox/n8n/json.mts';
import type { Provider } from '../../test/e2e/helpers/world.mts';

/** An answer that is no success, and how the Campaign node comes to meet it. */
export interface Shape {
	/** What the node is asked, in words. */
	readonly asked: string;
	/** The parameters of the Campaign node. */
	readonly parameters: JsonObject;
	/** What the credential holds other than the right key and address. */
	readonly credential?: 'wrong key' | 'key of a demoted user' | 'wrong address';
	/** The service takes one request an hour, and had it. */
	readonly busy?: true;
	/** The answer to the first request of this method, where the sandbox gives it to no request that this node sends. */
	readonly planted?: Planted;
}

/** An answer that is put in the place of the sandbox's own. */
export interface Planted {
	readonly method: string;
	readonly status: number;
	/** Text is a page, anything else JSON. */
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

const wrongKey: Shape = { asked: 'Get Many, wrong key', parameters: list, credential: 'wrong key' };
const busy: Shape = { asked: 'Get Many, too often', parameters: list, busy: true };
const wrongAddress: Shape = {
	asked: 'Get Many, wrong Base URL',
	parameters: list,
	credential: 'wrong address',
};

const dailyStory: Shape[] = [
	{
		asked: 'Create, with a field that the service does not know',
		parameters: {
			operation: 'create',
			name: 'Spring',
			additionalFields: { additionalFieldsJson: '{"colour":"red"}' },
		},
	},
	{ asked: 'Get, a campaign that is not there', parameters: get('99') },
	{
		asked: 'Update, a campaign that is not there',
		parameters: update('99', { name: 'Spring' }),
	},
	wrongKey,
	busy,
	{
		asked: 'Get Many, refused without a word',
		parameters: list,
		planted: { method: 'GET', status: 200, body: { Status: false, Message: '', Response: {} } },
	},
	{
		asked: 'Get Many, while the service has trouble',
		parameters: list,
		planted: {
			method: 'GET',
			status: 500,
			body: { Status: false, Message: 'An unexpected error occurred', Response: {} },
		},
	},
	{
		asked: 'Get, where the inferred path is not right',
		parameters: get('24109'),
		planted: {
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

const falconyte: Shape[] = [
	{
		asked: 'Create, with a template and a mail account that are not there',
		parameters: {
			...newFlow,
			template_ids: ['elsewhere'],
			mail_account_ids: ['3a11acc0-0000-4000-8000-000000000003'],
		},
	},
	{
		asked: 'Change Status to Paused, of a draft',
		parameters: changeStatus(draftFlow, 'paused'),
	},
	wrongKey,
	busy,
	{
		asked: "Change Status, another team's campaign",
		parameters: changeStatus(draftFlow, 'active'),
		planted: {
			method: 'POST',
			status: 403,
			body: {
				ok: false,
				error: { code: 'FORBIDDEN', message: 'You do not have access to this resource.' },
			},
		},
	},
	{
		asked: 'Change Status, a campaign that was just deleted',
		parameters: changeStatus(draftFlow, 'active'),
		planted: {
			method: 'POST',
			status: 404,
			body: { ok: false, error: { code: 'NOT_FOUND', message: 'Campaign not found.' } },
		},
	},
	{
		asked: 'Create, while the service has trouble',
		parameters: newFlow,
		planted: {
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
		asked: 'Get Many, while the service has trouble (its framework answers)',
		parameters: list,
		planted: { method: 'GET', status: 500, body: { message: 'Server Error' } },
	},
	{
		asked: 'Get Many, refused with status 200',
		parameters: list,
		planted: {
			method: 'GET',
			status: 200,
			body: { ok: false, error: { code: 'TEAM_LOCKED', message: 'The team is locked.' } },
		},
	},
	{
		asked: 'Get Many, during maintenance',
		parameters: list,
		planted: {
			method: 'GET',
			status: 503,
			body: '<html><body><h1>Service Unavailable</h1></body></html>',
		},
	},
];

const dmCampaign = 'usdjpdql3f90seqk13rwuo7z';

const inbox: Shape[] = [
	{
		asked: 'Update, with a list that is not there',
		parameters: update(dmCampaign, { syncedListIds: 'nosuchlist' }),
	},
	{
		asked: 'Update, a campaign that is not there',
		parameters: update('nosuchcampaign', { excludeMutuals: true }),
	},
	{
		asked: 'Change Status to Active, of a completed campaign',
		parameters: changeStatus('s2nd0gen0campaign0000006', 'active'),
	},
	wrongKey,
	busy,
	{
		asked: 'Get Many, with a token that may not',
		parameters: list,
		planted: {
			method: 'GET',
			status: 403,
			body: { error: 'Forbidden', message: 'The token has expired' },
		},
	},
	{
		asked: 'Get Many, outside the plan',
		parameters: list,
		planted: {
			method: 'GET',
			status: 403,
			body: {
				error: { code: 'FORBIDDEN', message: 'Campaigns are not in your plan', status: 403 },
			},
		},
	},
	{
		asked: 'Create, where the inferred path is not right',
		parameters: {
			operation: 'create',
			name: 'Founders',
			accountLinkIds: ['r4t9vw15jm6bn3yxcf2dq8ek'],
		},
		planted: {
			method: 'POST',
			status: 404,
			body: { error: { code: 'NOT_FOUND', message: 'Not found', status: 404 } },
		},
	},
	{
		asked: 'Update, refused with status 200 and without a word',
		parameters: update(dmCampaign, { excludeMutuals: true }),
		planted: { method: 'PATCH', status: 200, body: { success: false } },
	},
	{
		asked: 'Get Many, while the service has trouble',
		parameters: list,
		planted: {
			method: 'GET',
			status: 500,
			body: { error: { code: 'INTERNAL_ERROR', message: 'Something went wrong', status: 500 } },
		},
	},
];

const reminders = 'f14e4ff0-724d-43fe-a953-1d16aefd1c00';
const noReminders = 'f14e4ff0-724d-43fe-a953-000000000000';
const newCampaign = { operation: 'create', name: 'Harvest', group: byId('Farmers') };

const rapidPro: Shape[] = [
	{
		asked: 'Create, with a name that is taken',
		parameters: { ...newCampaign, name: 'Reminders' },
	},
	{
		asked: 'Create, with a name that is taken and a group that is not there',
		parameters: { ...newCampaign, name: 'Reminders', group: byId('Nobody') },
	},
	{
		asked: 'Create, with a name that is too long (the node refuses it before)',
		parameters: newCampaign,
		planted: {
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
		asked: 'Create, with a fault inside a field (as in the events of a campaign)',
		parameters: newCampaign,
		planted: {
			method: 'POST',
			status: 400,
			body: { message: { eng: ['This field may not be blank.'] } },
		},
	},
	{
		asked: 'Create, in a suspended workspace',
		parameters: newCampaign,
		planted: {
			method: 'POST',
			status: 400,
			body: { non_field_errors: ['Sorry, your workspace is currently suspended.'] },
		},
	},
	{
		asked: 'Get, with an ID that is none (the node refuses it before)',
		parameters: get(reminders),
		planted: {
			method: 'GET',
			status: 400,
			body: { detail: "Param 'uuid': garbage is not a valid UUID." },
		},
	},
	{ asked: 'Get, a campaign that is not there', parameters: get(noReminders) },
	{
		asked: 'Update, a campaign that is not there',
		parameters: update(noReminders, { name: 'Harvest', group: byId('Farmers') }),
	},
	wrongKey,
	{
		asked: 'Get Many, with the token of a user who was demoted',
		parameters: list,
		credential: 'key of a demoted user',
	},
	busy,
	wrongAddress,
	{
		asked: 'Create, while the service has trouble',
		parameters: newCampaign,
		planted: {
			method: 'POST',
			status: 500,
			body: 'Server Error. Site administrators have been notified.',
		},
	},
];

const activeCampaign = '2048110';
const pausedCampaign = '2048124';

const smartlead: Shape[] = [
	{
		asked: 'Update, with a misspelt field',
		parameters: update(pausedCampaign, { additionalFieldsJson: '{"clinet_id":4101}' }),
	},
	{
		asked: 'Update, with a time zone that is none',
		parameters: update(pausedCampaign, { timezone: 'Mars/Olympus' }),
	},
	{
		asked: 'Get, a campaign that is not there',
		parameters: get('999999'),
	},
	{
		asked: 'Delete, a campaign that is not there',
		parameters: { operation: 'delete', campaign: byId('999999') },
	},
	{
		asked: 'Delete, a campaign that is active',
		parameters: { operation: 'delete', campaign: byId(activeCampaign) },
	},
	{
		asked: 'Create, for a client that is not there',
		parameters: { operation: 'create', name: 'Founders', additionalFields: { client_id: 9 } },
	},
	wrongKey,
	busy,
	wrongAddress,
	{
		asked: 'Get Many, under load',
		parameters: list,
		planted: { method: 'GET', status: 200, body: '' },
	},
	{
		asked: 'Change Status to Active, without its email account',
		parameters: changeStatus(pausedCampaign, 'active'),
		planted: {
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
		asked: 'Update, refused in the form that only the documentation shows',
		parameters: update(pausedCampaign, { follow_up_percentage: 40 }),
		planted: {
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
		asked: 'Delete, refused with status 200',
		parameters: { operation: 'delete', campaign: byId(pausedCampaign) },
		planted: {
			method: 'DELETE',
			status: 200,
			body: { success: false, error: { code: 'CONFLICT', message: 'Campaign is being synced' } },
		},
	},
];

/** The error shapes of each provider, in the order of the page. */
export const shapes: Readonly<Record<Provider, readonly Shape[]>> = {
	dailyStory,
	falconyte,
	inbox,
	rapidPro,
	smartlead,
};
