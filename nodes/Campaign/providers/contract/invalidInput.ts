/**
 * Input that cannot be sent: the message names the field and what is wrong with it, the description says what to do.
 * Nothing has been sent when it is thrown. `errors.ts` turns it into n8n's error.
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
