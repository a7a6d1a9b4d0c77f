import { HttpError, json } from '../responses.mts';

/**
 * An error in the documented form `{"error":{code,message,status}}`. The codes for campaigns are not documented: they
 * are invented.
 */
export function apiError(status: number, code: string, message: string): HttpError {
	return new HttpError(json(status, { error: { code, message, status } }));
}

/** The 404 of an unknown path or campaign, and of a campaign under the other generation's path. */
export function notFound(): HttpError {
	return apiError(404, 'NOT_FOUND', 'The requested resource was not found');
}
