import { json } from '../responses.mts';
import type { ApiResponse } from '../service.mts';
import type { Extras, SmartleadCampaign } from './campaign.mts';
import { apiError } from './errors.mts';

/** The status that each command leads to. */
const statusByCommand = new Map([
	['START', 'ACTIVE'],
	['PAUSED', 'PAUSED'],
	['STOPPED', 'STOPPED'],
]);

/**
 * POST /campaigns/{id}/status. Observed: the refusal of an unknown command. Documented: STOPPED is permanent, and START
 * needs a schedule, sequences and an email account. How the service refuses these is not documented, so the texts are
 * invented, and a COMPLETED campaign is treated like a STOPPED one.
 *
 * @throws HttpError 400
 */
export function changeStatus(
	campaign: SmartleadCampaign,
	extras: Extras,
	command: string,
): ApiResponse {
	const next = statusByCommand.get(command);
	if (next === undefined) {
		throw apiError('Invalid value for status. Allowed values are - START,STOPPED,PAUSED');
	}
	const ended = campaign.status === 'STOPPED' || campaign.status === 'COMPLETED';
	if (ended && next !== 'STOPPED') {
		throw apiError(`Campaign is ${campaign.status} and cannot be changed to ${command}`);
	}
	if (next === 'ACTIVE') {
		if (!campaign.scheduler_cron_value) throw apiError('Campaign schedule is not set');
		if (extras.sequences.length === 0) throw apiError('Campaign has no sequences');
		if (extras.emailAccountIds.length === 0) throw apiError('Campaign has no email accounts');
	}
	campaign.status = next;
	return json(200, { ok: true });
}
