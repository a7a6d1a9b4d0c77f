import type { Hint } from '../contract/provider';

/** What users must know about Falconyte. */
export const notes: readonly string[] = [
	"A campaign has no status of its own. The node infers draft, active and paused from the campaign's sends. It is also inferred that a new campaign sends nothing until it is started.",
	'The API cannot update or delete a campaign, so there is no Create or Update. To run Create again safely, set **If Name Exists** to Use Existing.',
	'The API has no call that reads a single campaign. Get reads the list until it finds the ID.',
	'The API lists event-triggered campaigns only.',
	'Submit Event: the service only says that it accepted an event, not whether anything was sent. It is not documented for how long it remembers an idempotency key, and whether a key counts for one campaign or for the whole team.',
	'The service searches the names itself, so it decides which names match the filter of Get Many.',
];

/** What the editor says about Falconyte. */
export const hints: readonly Hint[] = [
	{
		operations: ['create'],
		text: "Running this node twice creates two campaigns with the same name. To prevent that, add 'If Name Exists' under Options.",
	},
	{
		operations: ['create'],
		text: "Falconyte's API can't change or delete a campaign later. Check the name, templates, accounts and events before you run this node.",
	},
	{
		operations: ['update', 'upsert', 'delete'],
		text: "Falconyte's API can't change or delete a campaign. It offers Create, Get, Get Many, Change Status and Submit Event.",
	},
	{
		operations: ['changeStatus'],
		status: ['active'],
		text: 'Once the campaign is active, each of its events sends an email to the contact.',
	},
	{
		operations: ['submitEvent'],
		text: 'If the campaign is active and waits for this event, the contact gets an email at once.',
	},
];
