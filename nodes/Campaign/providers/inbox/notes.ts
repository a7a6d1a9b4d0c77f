import type { Hint } from '../contract/provider';
import { namesMayRepeat, pauseBeforeChange } from '../shared/hints';

/** What users must know about Inbox. */
export const notes: readonly string[] = [
	'The API documents no call that changes the name, the schedule or the accounts of a campaign, and none that deletes one. Update changes the lead rules and the sequence only.',
	'Sequence: each change makes a new version with new step IDs. The documented answers show steps without their type, so the node compares their data. A campaign that can only be read in the shape of the first generation shows no sequence: it is then written whenever it is set. The API name of the step **Like** is inferred.',
	'Get Many lists the campaigns of the current generation. It lists those of the first generation only if the API has no other list. Get reads both.',
	'The API name of **Time Zone Name or ID** is inferred, so the node sends it only if you set it.',
	'Create sends **Additional Fields (JSON)** with the creation only, so Create or Update ignores it for an existing campaign. Update sends it with the lead rules.',
	'Inbox itself may pause a campaign, for example when a linked account has a problem.',
	'Leads: the API documents that up to 2,000 IDs or usernames go into one request. That the list of leads with data takes as many is inferred. What the counters skipped and failed mean is not documented.',
];

/** What the editor says about Inbox. */
export const hints: readonly Hint[] = [
	namesMayRepeat,
	pauseBeforeChange,
	{
		operations: ['changeStatus'],
		status: ['active'],
		text: 'Once the campaign is active, it sends messages to its leads on its schedule.',
	},
	{
		operations: ['update', 'upsert'],
		text: 'Only the lead rules and the sequence of a campaign can be changed. Set its name, schedule and accounts in the web app.',
	},
	{
		operations: ['delete'],
		text: "Inbox's API documents no call to delete a campaign. Use Change Status with Paused, or the web app.",
	},
];
