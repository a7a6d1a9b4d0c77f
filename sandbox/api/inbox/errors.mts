import { json, Refusal } from '../responses.mts';

/** `{"error":{code,message,status}}`; the codes for campaigns were not found and are made up. */
export function refuse(status: number, code: string, message: string): Refusal {
	return new Refusal(json(status, { error: { code, message, status } }));
}

/** Also for a campaign of the other generation. */
export function notFound(): Refusal {
	return refuse(404, 'NOT_FOUND', 'The requested resource was not found');
}
