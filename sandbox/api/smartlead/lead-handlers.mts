import Joi from 'joi';
import { html, json } from '../responses.mts';
import type { Handler } from '../router.mts';
import type { ApiRequest } from '../service.mts';
import { apiError, campaignNotFound, validate } from './errors.mts';
import { readBody } from './express.mts';
import type { ImportSettings, LeadBody } from './leads.mts';
import * as schemas from './schemas.mts';
import type { SmartleadState } from './state.mts';

const base = '/api/v1/campaigns/:id/leads';

/** The higher of two documented limits, which clients observed. */
const maxLeads = 400;

const importBody = Joi.object<{ lead_list: LeadBody[]; settings: ImportSettings }>({
	lead_list: Joi.array()
		.items(
			Joi.object({
				email: Joi.string().required(),
				first_name: Joi.string().allow('', null),
				last_name: Joi.string().allow('', null),
				phone_number: Joi.alternatives(Joi.string().allow('', null), Joi.number()),
				company_name: Joi.string().allow('', null),
				website: Joi.string().allow('', null),
				location: Joi.string().allow('', null),
				custom_fields: Joi.object().unknown().max(200),
				linkedin_profile: Joi.string().allow('', null),
				company_url: Joi.string().allow('', null),
			}),
		)
		.min(1)
		.max(maxLeads)
		.required(),
	settings: Joi.object({
		ignore_global_block_list: Joi.boolean().default(false),
		ignore_unsubscribe_list: Joi.boolean().default(false),
		ignore_duplicate_leads_in_other_campaign: Joi.boolean().default(false),
		ignore_community_bounce_list: Joi.boolean().default(false),
		return_lead_ids: Joi.boolean().default(false),
	}).default(),
});

interface ListQuery {
	api_key: string;
	offset: number;
	limit: number;
	status?: string;
	lead_category_id?: number;
	emailStatus?: string;
	created_at_gt?: Date;
	last_sent_time_gt?: Date;
	event_time_gt?: Date;
}

// How the times are written is not documented: ISO 8601 here.
const listQuery = Joi.object<ListQuery>({
	api_key: Joi.string().required(),
	offset: Joi.number().integer().min(0).default(0),
	limit: Joi.number().integer().min(1).max(100).default(100),
	status: Joi.string().valid('STARTED', 'INPROGRESS', 'COMPLETED', 'PAUSED', 'STOPPED'),
	lead_category_id: Joi.number().integer(),
	emailStatus: Joi.string().valid(
		'is_opened',
		'is_clicked',
		'is_replied',
		'is_bounced',
		'is_unsubscribed',
		'is_spam',
		'is_accepted',
		'not_replied',
		'is_sender_bounced',
	),
	created_at_gt: Joi.date().iso(),
	last_sent_time_gt: Joi.date().iso(),
	event_time_gt: Joi.date().iso(),
});

const resumeBody = Joi.object<{ resume_lead_with_delay_days: number | null }>({
	resume_lead_with_delay_days: Joi.number().integer().min(0).allow(null),
});

/** The calls for leads. A campaign that does not exist is a 404 (documented). */
export function leadHandlers(state: SmartleadState): Record<string, Handler> {
	const requireCampaign = (id: string): number => {
		const { campaign_id: number } = validate(schemas.params, { campaign_id: id }, 'params');
		if (!state.campaigns.get(String(number))) throw campaignNotFound();
		return number;
	};
	const plain = (request: ApiRequest) =>
		validate(schemas.plainQuery, Object.fromEntries(request.query), 'query');

	/** A lead by its own ID. Observed: the ID of its place in a campaign is not one. */
	const requireLead = (campaignId: number, leadId: string) => {
		const lead = state.leads.find(campaignId, Number(leadId));
		if (!lead) throw apiError('Invalid lead id', 500);
		return lead;
	};

	return {
		[`POST ${base}`]: (request, id) => {
			plain(request);
			const { lead_list: leads, settings } = validate(importBody, readBody(request), 'body');
			return json(200, state.leads.import(requireCampaign(id), leads, settings));
		},

		[`GET ${base}`]: (request, id) => {
			const query = validate(listQuery, Object.fromEntries(request.query), 'query');
			const campaignId = requireCampaign(id);
			// The sandbox sends no emails: every event is the lead's addition.
			const since = [query.created_at_gt, query.last_sent_time_gt, query.event_time_gt];
			const rows = state.leads
				.of(campaignId)
				.filter(
					(lead) =>
						(query.status === undefined || lead.status === query.status) &&
						(query.emailStatus === undefined || lead.activity.includes(query.emailStatus)) &&
						(query.lead_category_id === undefined ||
							lead.lead_category_id === query.lead_category_id) &&
						since.every((time) => time === undefined || new Date(lead.created_at) > time),
				);
			const { offset, limit } = query;
			return json(200, {
				total_leads: String(rows.length),
				offset,
				limit,
				data: rows.slice(offset, offset + limit).map((lead) => state.leads.toRow(lead)),
			});
		},

		[`POST ${base}/:id/pause`]: (request, id, leadId) => {
			plain(request);
			requireLead(requireCampaign(id), leadId).status = 'PAUSED';
			return json(200, { ok: true, data: 'success' });
		},

		[`POST ${base}/:id/resume`]: (request, id, leadId) => {
			plain(request);
			validate(resumeBody, readBody(request), 'body');
			const lead = requireLead(requireCampaign(id), leadId);
			if (lead.isAtEnd) {
				throw apiError('This is the last sequence. You cannot resume this lead.', 500);
			}
			lead.status = 'INPROGRESS';
			return json(200, { ok: true, data: 'success' });
		},

		[`DELETE ${base}/:id`]: (request, id, leadId) => {
			plain(request);
			const campaignId = requireCampaign(id);
			// How the service refuses this is not documented: invented.
			if (!state.leads.remove(campaignId, Number(leadId))) {
				throw apiError('Lead not found - Invalid lead_id.', 404);
			}
			// Observed; the documentation shows JSON.
			return html(200, 'success');
		},
	};
}
