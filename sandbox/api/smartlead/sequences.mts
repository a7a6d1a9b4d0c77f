import { json } from '../responses.mts';
import type { ApiResponse } from '../service.mts';
import type { SmartleadCampaign, Step } from './campaign.mts';
import { apiError } from './errors.mts';
import type { StepBody } from './schemas.mts';
import type { SmartleadState } from './state.mts';

/**
 * POST /campaigns/{id}/sequences: replaces the whole sequence. Refused while the campaign is active. The texts of this
 * refusal and of the one for a gap in the numbering are invented.
 *
 * @throws HttpError 400
 */
export function saveSequences(
	state: SmartleadState,
	campaign: SmartleadCampaign,
	stepBodies: StepBody[],
): ApiResponse {
	if (campaign.status === 'ACTIVE') throw apiError('Pause the campaign to change its sequences');
	const { sequences } = state.extras(campaign.id);
	const steps = stepBodies.map((body, index): Step => {
		if (body.seq_number !== index + 1) throw apiError(`Invalid seq_number - ${body.seq_number}`);
		const days = body.seq_delay_details.delay_in_days;
		const created = state.newStep(campaign, index + 1, days, body.subject, body.email_body);
		const existing = sequences.find((step) => step.id === body.id);
		if (body.id !== null && !existing) throw apiError(`Invalid sequence id - ${body.id}`);
		const variants = body.seq_variants ?? [];
		return {
			...created,
			...(existing ? { id: existing.id, created_at: existing.created_at } : {}),
			// A step with variants is read back with an empty subject and body (observed).
			...(variants.length > 0 ? { subject: '', email_body: '' } : {}),
			sequence_variants: variants.map((variant) => ({ ...variant, is_deleted: false })),
		};
	});
	state.extras(campaign.id).sequences = steps;
	return json(200, { ok: true, data: 'success' });
}
