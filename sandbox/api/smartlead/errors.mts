import type Joi from 'joi';
import { HttpError, json } from '../responses.mts';

/** An error of a check beyond the schema: `{"error": text}`. */
export function apiError(text: string, status = 400): HttpError {
	return new HttpError(json(status, { error: text }));
}

/** The 404 of an unknown campaign. Observed on delete, documented for leads and webhooks, inferred for other writes. */
export function campaignNotFound(): HttpError {
	return apiError('Campaign not found - Invalid campaign_id.', 404);
}

/** For these two the service uses the messages of an older Joi (observed). */
const legacyMessages = {
	'number.min': '{{#label}} must be larger than or equal to {{#limit}}',
	'number.max': '{{#label}} must be less than or equal to {{#limit}}',
};

/**
 * Validates a part of the request like the service's validator, which reports only the first error (observed).
 *
 * @returns the converted value
 * @throws HttpError 400 with the validator's error
 */
export function validate<T>(
	schema: Joi.ObjectSchema<T>,
	value: unknown,
	source: 'body' | 'query' | 'params',
): T {
	const result = schema.validate(value, { abortEarly: true, messages: legacyMessages });
	if (!result.error) return result.value;
	const { message, details } = result.error;
	const keys = details.map((detail) => detail.path.join('.'));
	const body = { statusCode: 400, error: 'Bad Request', message, validation: { source, keys } };
	throw new HttpError(json(400, body));
}
