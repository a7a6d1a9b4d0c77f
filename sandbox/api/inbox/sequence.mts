import Joi from 'joi';
import type { JsonObject } from '../json.mts';

export interface StepBody {
	type: 'message' | 'delay' | 'like_tweet';
	data: JsonObject;
}

/** A step as it is stored: the service assigns the ID, and the rank by the position in the list. */
export interface Step extends StepBody {
	id: string;
	rank: number;
}

const segment = Joi.alternatives(
	Joi.object({ type: Joi.string().valid('static').required(), text: Joi.string().required() }),
	Joi.object({
		type: Joi.string().valid('variation').required(),
		options: Joi.array().items(Joi.string()).min(1).required(),
	}),
	Joi.object({
		type: Joi.string().valid('variable').required(),
		name: Joi.string().required(),
		fallback: Joi.string().allow(''),
	}),
);

const step = (type: StepBody['type'], data: Joi.PartialSchemaMap) =>
	Joi.object({ type: Joi.string().valid(type).required(), data: Joi.object(data).required() });

/**
 * The body of a new sequence. The kinds of segments and the form of a delay are documented by an example. That there is a
 * step that likes a tweet is documented, but neither its type nor its data: both are invented.
 */
export const sequenceBody = Joi.object<{ steps: StepBody[] }>({
	steps: Joi.array()
		.items(
			step('message', { segments: Joi.array().items(segment).min(1).required() }),
			step('delay', {
				delaySeconds: Joi.number().integer().min(0).required(),
				unit: Joi.string().valid('seconds', 'minutes', 'hours', 'days', 'weeks').required(),
			}),
			step('like_tweet', {}),
		)
		.required(),
});

/** A sequence as the second generation shows it: the documented steps have no type. */
export function shownSequence({ version, steps }: { version: number; steps: readonly Step[] }) {
	return { version, steps: steps.map(({ id, rank, data }) => ({ id, rank, data })) };
}
