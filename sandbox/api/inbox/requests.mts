import Joi from 'joi';
import { parseJson } from '../json.mts';
import type { ApiRequest } from '../service.mts';
import { apiError } from './errors.mts';

const id = Joi.string().pattern(/^[0-9a-z]+$/);

export interface RulesBody {
	syncedListIds?: string[];
	excludedListIds?: string[];
	excludeContacted?: boolean;
	excludeMutuals?: boolean;
	columnMappings?: Record<string, unknown>;
	detachBehavior?: string;
}

export const rulesBody = Joi.object<RulesBody>({
	syncedListIds: Joi.array().items(id),
	excludedListIds: Joi.array().items(id),
	excludeContacted: Joi.boolean(),
	excludeMutuals: Joi.boolean(),
	columnMappings: Joi.object().unknown(),
	// The only documented value.
	detachBehavior: Joi.string().valid('unlink'),
});

export interface CreateBody {
	name: string;
	accountLinkIds: string[];
	rules?: RulesBody;
	timezone?: string;
	scheduleTimezone?: string;
}

/** The name of the time zone field is not documented: either candidate is accepted, but not both. */
export const createBody = Joi.object<CreateBody>({
	name: Joi.string().min(1).max(255).required(),
	accountLinkIds: Joi.array().items(id).min(1).required(),
	rules: rulesBody,
	timezone: Joi.string(),
	scheduleTimezone: Joi.string(),
}).oxor('timezone', 'scheduleTimezone');

export const emptyBody = Joi.object<Record<string, never>>({});

export const stringCursorQuery = Joi.object<{ limit: number; cursor?: string }>({
	limit: Joi.number().integer().min(1).max(100).default(50),
	cursor: Joi.string(),
}).unknown();

export const objectCursorQuery = Joi.object<{
	limit: number;
	cursorId?: string;
	cursorTimestamp?: string;
}>({
	limit: Joi.number().integer().min(1).max(100).default(50),
	cursorId: Joi.string(),
	cursorTimestamp: Joi.string(),
})
	.rename('cursor[id]', 'cursorId')
	.rename('cursor[timestamp]', 'cursorTimestamp')
	.and('cursorId', 'cursorTimestamp')
	.unknown();

export const eventsQuery = Joi.object<{ afterSeq: number; limit: number }>({
	afterSeq: Joi.number().integer().min(0).default(0),
	limit: Joi.number().integer().min(1).max(1000).default(100),
}).unknown();

/**
 * Reads a JSON body. How the service answers any other body is not documented: with 400 here.
 *
 * @throws HttpError 400 if the body is not JSON, 422 if it does not match the schema
 */
export function readBody<T>(schema: Joi.ObjectSchema<T>, request: ApiRequest): T {
	const type = request.headers['content-type'] ?? '';
	if (!/^application\/json\s*(;|$)/i.test(type)) {
		throw apiError(400, 'BAD_REQUEST', 'Content-Type must be application/json');
	}
	const parsed = parseJson(request.body.toString('utf8'));
	if (!parsed) throw apiError(400, 'BAD_REQUEST', 'Malformed JSON in request body');
	const result = schema.validate(parsed.value, { convert: false });
	if (result.error) throw apiError(422, 'VALIDATION_ERROR', result.error.message);
	return result.value;
}

/** Reads the query parameters. @throws HttpError 422 if they do not match the schema */
export function readQuery<T>(schema: Joi.ObjectSchema<T>, request: ApiRequest): T {
	const result = schema.validate(Object.fromEntries(request.query));
	if (result.error) throw apiError(422, 'VALIDATION_ERROR', result.error.message);
	return result.value;
}
