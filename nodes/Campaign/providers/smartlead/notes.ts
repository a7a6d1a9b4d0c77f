import type { Hint } from '../contract/provider';
import { namesMayRepeat, pauseBeforeChange } from '../shared/hints';

/** What users must know about Smartlead. */
export const notes: readonly string[] = [
	'Subsequences are listed as campaigns. `parentCampaignId` is the ID of the campaign that they belong to.',
	'Smartlead describes the status STOPPED as permanent. Whether a stopped campaign can be started again is not known.',
	'**Bounce Auto-Pause Threshold (%)** can be set, but the API never returns it.',
	'Parts of the documentation count Sunday as 0, others as 7. The node sends 0, so check a Sunday schedule in the web app.',
	'The four **Out of Office** settings are one object of the API, and the API never returns it. Whether the service keeps the settings that are missing from it is not documented, so set all four.',
	'A running campaign refuses a new sequence, and to lose its last email account. **Pause While Changing** under Options pauses it, changes it and starts it again. If a change fails, the campaign stays paused, and the error says so.',
	'**Sequence**: a step that stays keeps its ID, and so its figures. Settings of a step that the API never returns, such as `variant_distribution_type`, can only be set with **Sequence (JSON)**, and the sequence is then sent every time.',
	'**Email Accounts**: the API returns their passwords. The node drops them as soon as an answer arrives.',
	'Leads: what the names of the lists in the answer to an import mean, and how the time filters of Get Many are written, is inferred. With **Ignore Duplicates in Other Campaigns**, a lead counts as added if the counters agree.',
];

/** What the editor says about Smartlead. */
export const hints: readonly Hint[] = [
	namesMayRepeat,
	pauseBeforeChange,
	{
		operations: ['changeStatus'],
		status: ['active'],
		text: 'Once the campaign is active, it sends emails to its leads on its schedule.',
	},
	{
		operations: ['changeStatus'],
		status: ['stopped'],
		text: 'Stopped is for good. To continue the campaign later, choose Paused.',
	},
];
