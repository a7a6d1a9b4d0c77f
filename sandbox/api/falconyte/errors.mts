import { json, Refusal } from '../responses.mts';

/** `{"ok":false,"error":{code,message}}`; codes other than the documented ones are made up. */
export function refuse(status: number, code: string, message: string): Refusal {
	return new Refusal(json(status, { ok: false, error: { code, message } }));
}

/**
 * A 422 for fields. Its exact body was not found: this is the shape of the service's framework,
 * `message` and `errors` by field.
 */
export function invalid(errors: Record<string, string[]>): Refusal {
	const all = Object.values(errors).flat();
	const more = all.length - 1;
	const tail = more > 0 ? ` (and ${more} more error${more > 1 ? 's' : ''})` : '';
	return new Refusal(json(422, { message: `${all[0] ?? ''}${tail}`, errors }));
}
