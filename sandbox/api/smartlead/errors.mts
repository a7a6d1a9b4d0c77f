import type Joi from 'joi';
import { json, Refusal } from '../responses.mts';

/** A domain check's refusal: `{"error": text}`. */
export function refuse(text: string, status = 400): Refusal {
	return new Refusal(json(status, { error: text }));
}

/** Observed on delete (L4), documented for leads and webhooks; taken for every write. */
export function campaignMissing(): Refusal {
	return refuse('Campaign not found - Invalid campaign_id.', 404);
}

/** The live validator speaks Joi's older words for these two (observed, L2 and L6). */
const olderWords = {
	'number.min': '{{#label}} must be larger than or equal to {{#limit}}',
	'number.max': '{{#label}} must be less than or equal to {{#limit}}',
};

/**
 * Checks a part of the request as the service's validator does (observed, L4): the first fault only.
 * @returns the value, converted
 * @throws Refusal with the 400 of the validator
 */
export function validate<T>(
	schema: Joi.ObjectSchema<T>,
	value: unknown,
	source: 'body' | 'query' | 'params',
): T {
	const result = schema.validate(value, { abortEarly: true, messages: olderWords });
	if (!result.error) return result.value;
	const { message, details } = result.error;
	const keys = details.map((detail) => detail.path.join('.'));
	const body = { statusCode: 400, error: 'Bad Request', message, validation: { source, keys } };
	throw new Refusal(json(400, body));
}
