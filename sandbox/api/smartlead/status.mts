import { json } from '../responses.mts';
import type { Answer } from '../service.mts';
import type { Extras, SmartleadCampaign } from './campaign.mts';
import { refuse } from './errors.mts';

const writeWords = new Map([
	['START', 'ACTIVE'],
	['PAUSED', 'PAUSED'],
	['STOPPED', 'STOPPED'],
]);

/**
 * POST /campaigns/{id}/status (the notes, 3.8). The refusal of every other word is observed (L1,
 * L2, L5). That STOPPED is for good and that START needs a schedule, sequences and an email account
 * is documented; how the service refuses either was not found, so those texts are made up, and a
 * COMPLETED campaign is treated like a STOPPED one.
 * @throws Refusal 400
 */
export function changeStatus(campaign: SmartleadCampaign, extras: Extras, word: string): Answer {
	const next = writeWords.get(word);
	if (next === undefined) {
		throw refuse('Invalid value for status. Allowed values are - START,STOPPED,PAUSED');
	}
	const ended = campaign.status === 'STOPPED' || campaign.status === 'COMPLETED';
	if (ended && next !== 'STOPPED') {
		throw refuse(`Campaign is ${campaign.status} and cannot be changed to ${word}`);
	}
	if (next === 'ACTIVE') {
		if (!campaign.scheduler_cron_value) throw refuse('Campaign schedule is not set');
		if (extras.sequences.length === 0) throw refuse('Campaign has no sequences');
		if (extras.emailAccountIds.length === 0) throw refuse('Campaign has no email accounts');
	}
	campaign.status = next;
	return json(200, { ok: true });
}
