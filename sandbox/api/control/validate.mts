import type Joi from 'joi';

/** Thrown by a route of the control API: the message becomes the response's. */
export class ControlError extends Error {
	readonly statusCode: number;

	constructor(message: string, statusCode = 400) {
		super(message);
		this.statusCode = statusCode;
	}
}

/** @throws ControlError if the value does not match the schema */
export function validate<T>(schema: Joi.ObjectSchema<T>, value: unknown): T {
	const result = schema.validate(value ?? {}, { convert: true });
	if (result.error) throw new ControlError(result.error.message);
	return result.value;
}
