/**
 * Input that cannot be sent. The message names the field and what is wrong with it, the description says what to do.
 * It is thrown before the request that it is about is sent. `errors.ts` turns it into n8n's error.
 */
export class InvalidInput extends Error {
	constructor(
		message: string,
		readonly description?: string,
	) {
		super(message);
		this.name = 'InvalidInput';
	}
}
