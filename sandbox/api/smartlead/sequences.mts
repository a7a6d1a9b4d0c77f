import { json } from '../responses.mts';
import type { ApiResponse } from '../service.mts';
import type { SmartleadCampaign, Step, StepVariant } from './campaign.mts';
import { apiError } from './errors.mts';
import type { StepBody, VariantBody } from './schemas.mts';
import type { SmartleadState } from './state.mts';

/**
 * POST /campaigns/{id}/sequences: replaces the whole sequence. Steps without an ID are new, those left out are gone.
 * Refused while the campaign is active. The texts of this refusal, of the one for a gap in the numbering and of the one
 * for an unknown ID are invented.
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
		const existing = sequences.find((step) => step.id === body.id);
		const isTwice = stepBodies.findIndex(({ id }) => id === body.id) < index;
		if (body.id !== null && (!existing || isTwice)) {
			throw apiError(`Invalid sequence id - ${body.id}`);
		}
		const days = body.seq_delay_details.delay_in_days;
		const created = state.newStep(campaign, index + 1, days, body.subject, body.email_body);
		const step = existing
			? { ...created, id: existing.id, created_at: existing.created_at }
			: created;
		const variants = body.seq_variants ?? [];
		return {
			...step,
			// A step with variants is read back with an empty subject and body (observed).
			...(variants.length > 0 ? { subject: '', email_body: '' } : {}),
			sequence_variants: saveVariants(state, step, existing?.sequence_variants ?? [], variants),
		};
	});
	state.extras(campaign.id).sequences = steps;
	return json(200, { ok: true, data: 'success' });
}

/** The variants of a step. Those that are left out stay in the list as deleted (observed). */
function saveVariants(
	state: SmartleadState,
	step: Step,
	existing: StepVariant[],
	bodies: VariantBody[],
): StepVariant[] {
	const saved = bodies.map((body, index): StepVariant => {
		const { id, subject, email_body, variant_label: label = 'ABCDEFGHIJ'.charAt(index) } = body;
		const old = existing.find((variant) => variant.id === id);
		if (typeof id === 'number' && !old) throw apiError(`Invalid variant id - ${id}`);
		return {
			id: old?.id ?? state.newVariantId(),
			created_at: old?.created_at ?? step.updated_at,
			updated_at: step.updated_at,
			is_deleted: false,
			subject,
			email_body,
			email_campaign_seq_id: step.id,
			variant_label: label,
			variant_distribution_percentage: body.variant_distribution_percentage ?? 'None',
		};
	});
	const kept = new Set(saved.map(({ id }) => id));
	const deleted = existing
		.filter(({ id }) => !kept.has(id))
		.map((variant) => ({ ...variant, is_deleted: true }));
	return [...deleted, ...saved];
}
