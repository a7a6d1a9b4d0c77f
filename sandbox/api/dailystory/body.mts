import Joi from 'joi';
import { parseJson } from '../json.mts';
import type { ApiRequest } from '../service.mts';
import type { DailyStoryCampaign } from './campaign.mts';
import { refuse } from './envelope.mts';

// the page does not say whether these ids are numbers or strings: both are taken
const ids = Joi.array().items(Joi.number().integer(), Joi.string());
const goal = Joi.number().integer().min(0);

/** Exactly the fields of the page; that anything else is refused was not found, and is strict. */
const schema = Joi.object<Partial<DailyStoryCampaign>>({
	campaignId: Joi.number().integer().min(1),
	// whether an update may leave the name out was not found: it may not
	name: Joi.string().required(),
	description: Joi.string().allow(''),
	campaignType: Joi.string().valid('Conversion', 'Transactional', 'Nurture', 'Broadcast'),
	status: Joi.string().valid('Active', 'Paused', 'Archived', 'Deleted'),
	utmCampaign: Joi.string().allow(''),
	segments: ids,
	subscriber_preferences: ids,
	allow_autopause: Joi.boolean(),
	workflowBehavior: Joi.string().valid('All', 'Match', 'None'),
	cost: Joi.number().min(0),
	costPeriod: Joi.string().valid('None', 'OneTime', 'Daily', 'Weekly', 'Monthly', 'Yearly'),
	isNotifyNewLead: Joi.boolean(),
	notificationRecipients: Joi.array().items(Joi.string()),
	isAutoQualifyNewLead: Joi.boolean(),
	conversionGoals: Joi.object({
		enabled: Joi.boolean(),
		suspects: goal,
		mcls: goal,
		mqls: goal,
		sqls: goal,
	}),
});

/**
 * @returns the fields of a create or update
 * @throws Refusal 415 or 400, in the envelope
 */
export function readBody(request: ApiRequest): Partial<DailyStoryCampaign> & { name: string } {
	const type = request.headers['content-type'] ?? '';
	if (!/^application\/json\s*(;|$)/i.test(type)) throw refuse(415, 'Unsupported Media Type');
	const parsed = parseJson(request.body.toString('utf8'));
	if (!parsed) throw refuse(400, 'The request body is not valid JSON');
	const { error, value } = schema.validate(parsed.value, { convert: false });
	if (error) throw refuse(400, error.message);
	const { name } = value;
	if (name === undefined) throw refuse(400, '"name" is required');
	return { ...value, name };
}
