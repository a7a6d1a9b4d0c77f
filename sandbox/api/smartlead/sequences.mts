import { json } from '../responses.mts';
import type { Answer } from '../service.mts';
import type { SmartleadCampaign, Step } from './campaign.mts';
import { refuse } from './errors.mts';
import type { StepBody } from './schemas.mts';
import type { SmartleadState } from './state.mts';

/**
 * POST /campaigns/{id}/sequences (the notes, 3.6): replaces the whole sequence. Refused while the
 * campaign is active; that text, and the one for gaps, were not found and are made up.
 * @throws Refusal 400
 */
export function saveSequences(
	state: SmartleadState,
	campaign: SmartleadCampaign,
	bodies: StepBody[],
): Answer {
	if (campaign.status === 'ACTIVE') throw refuse('Pause the campaign to change its sequences');
	const { sequences } = state.extras(campaign.id);
	const steps = bodies.map((body, index): Step => {
		if (body.seq_number !== index + 1) throw refuse(`Invalid seq_number - ${body.seq_number}`);
		const days = body.seq_delay_details.delay_in_days;
		const created = state.step(campaign, index + 1, days, body.subject, body.email_body);
		const known = sequences.find((step) => step.id === body.id);
		if (body.id !== null && !known) throw refuse(`Invalid sequence id - ${body.id}`);
		const variants = body.seq_variants ?? [];
		return {
			...created,
			...(known ? { id: known.id, created_at: known.created_at } : {}),
			// with variants the step itself reads back empty (L5)
			...(variants.length > 0 ? { subject: '', email_body: '' } : {}),
			sequence_variants: variants.map((variant) => ({ ...variant, is_deleted: false })),
		};
	});
	state.extras(campaign.id).sequences = steps;
	return json(200, { ok: true, data: 'success' });
}
