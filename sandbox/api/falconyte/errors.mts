import { HttpError, json } from '../responses.mts';

/** An error in the documented form `{"ok":false,"error":{code,message}}`. Undocumented codes are invented. */
export function apiError(status: number, code: string, message: string): HttpError {
	return new HttpError(json(status, { ok: false, error: { code, message } }));
}

/**
 * A 422 for invalid fields. Its body is not documented: `message` and `errors` by field is the form that the service's
 * framework uses (inferred).
 *
 * @param errors messages by field
 */
export function validationError(errors: Record<string, string[]>): HttpError {
	const all = Object.values(errors).flat();
	const more = all.length - 1;
	const tail = more > 0 ? ` (and ${more} more error${more > 1 ? 's' : ''})` : '';
	return new HttpError(json(422, { message: `${all[0] ?? ''}${tail}`, errors }));
}
