import type { Hint } from '../contract/provider';

/** What users must know about RapidPro and TextIt. */
export const notes: readonly string[] = [
	'The API cannot start, pause, archive or delete a campaign. Archive and restore campaigns in the web app.',
	'The API neither lists nor reads archived campaigns. The Campaign Trigger therefore reports archiving a campaign as deleted, and restoring it as created.',
	'Every listed campaign is active and running. A new group reschedules all events of the campaign, and from then on the contacts of that group get its messages.',
	'Events: each new or changed event reaches contacts when it is due. If the server saves an event but answers 500, because it cannot schedule it at once, the node reads the events and goes on. Such an event cannot be changed before it is scheduled.',
	'Names are unique in a workspace, whatever their case. Archived campaigns keep their names.',
];

/** What the editor says about RapidPro and TextIt. */
export const hints: readonly Hint[] = [
	{
		operations: ['create'],
		text: 'A name can be used once in a workspace, and archived campaigns keep theirs. Create or Update changes the listed campaign with this name, in upper or lower case.',
	},
	{
		operations: ['update', 'upsert'],
		text: "Every listed campaign is running. A new group reschedules all of its events, and from then on that group's contacts get its messages.",
	},
	{
		operations: ['changeStatus', 'delete'],
		text: "RapidPro's API can't start, pause, archive or delete campaigns. Archive and restore them in the web app.",
	},
	{
		operations: ['create', 'update', 'upsert'],
		text: "A campaign does nothing without events. With events, it is running: the contacts of its group get the messages when they are due. Events that the campaign has, but the field 'Events' has not, are deleted.",
	},
];
