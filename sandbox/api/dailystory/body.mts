import Joi from 'joi';
import { parseJson } from '../json.mts';
import type { ApiRequest } from '../service.mts';
import type { DailyStoryCampaign } from './campaign.mts';
import { failureError } from './envelope.mts';

// The documentation does not say whether these IDs are numbers or strings: accept both.
const ids = Joi.array().items(Joi.number().integer(), Joi.string());
const goal = Joi.number().integer().min(0);

/** The documented fields. Whether the service refuses any other field is not documented: the sandbox does. */
const schema = Joi.object<Partial<DailyStoryCampaign>>({
	campaignId: Joi.number().integer().min(1),
	// Whether an update may omit the name is not documented: the sandbox requires it.
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
 * @returns the fields of a create or update request
 * @throws HttpError 415 or 400, in the envelope
 */
export function readBody(request: ApiRequest): Partial<DailyStoryCampaign> & { name: string } {
	const type = request.headers['content-type'] ?? '';
	if (!/^application\/json\s*(;|$)/i.test(type)) throw failureError(415, 'Unsupported Media Type');
	const parsed = parseJson(request.body.toString('utf8'));
	if (!parsed) throw failureError(400, 'The request body is not valid JSON');
	const { error, value } = schema.validate(parsed.value, { convert: false });
	if (error) throw failureError(400, error.message);
	const { name } = value;
	if (name === undefined) throw failureError(400, '"name" is required');
	return { ...value, name };
}
