import type { Hint } from '../contract/provider';
import { namesMayRepeat, pauseBeforeChange } from '../shared/hints';

/** What users must know about DailyStory. */
export const notes: readonly string[] = [
	'The current documentation has no call to delete a campaign. Change Status with Deleted moves it to the Trash, where it can be recovered for up to 7 days.',
	'The documentation does not say which status a new campaign gets by default. Create therefore sets Paused unless you set **Status**, so that a new campaign does not start by itself.',
	'The documentation does not say which fields a campaign has when it is read, so `createdAt` and `updatedAt` are always null. For the same reason, the node cannot tell a new campaign from an older one with the same name when the answer to a creation is lost. It then reports that the campaign may exist.',
	'The call that lists the segments is inferred. If your account has no such call, the list says so: enter the IDs with an expression then.',
	'Start dates, end dates and auto-pause change the status without a call from this node.',
];

/** What the editor says about DailyStory. */
export const hints: readonly Hint[] = [
	namesMayRepeat,
	pauseBeforeChange,
	{
		operations: ['changeStatus'],
		status: ['active'],
		text: 'Once the campaign is active, its automations and scheduled messages reach people.',
	},
	{
		operations: ['delete'],
		text: 'To delete a DailyStory campaign, use Change Status with Deleted. It moves the campaign to the Trash.',
	},
];
