import { HttpError, json } from '../responses.mts';
import type { Handler } from '../router.mts';
import type { ApiRequest, ApiResponse } from '../service.mts';
import { analyticsOf } from './analytics.mts';
import type { SmartleadCampaign } from './campaign.mts';
import { apiError, campaignNotFound, validate } from './errors.mts';
import { readBody } from './express.mts';
import { leadHandlers } from './lead-handlers.mts';
import * as schemas from './schemas.mts';
import { clients, emailAccounts } from './seed.mts';
import { saveSequences } from './sequences.mts';
import { saveSchedule, saveSettings } from './settings.mts';
import type { SmartleadState } from './state.mts';
import { changeStatus } from './status.mts';

const base = '/api/v1';

function query<T>(schema: Parameters<typeof validate<T>>[0], request: ApiRequest): T {
	return validate(schema, Object.fromEntries(request.query), 'query');
}

/** The campaign calls by route. Every write to an unknown campaign is a 404. */
export function handlers(state: SmartleadState): Record<string, Handler> {
	const findCampaign = (id: string): SmartleadCampaign | undefined => {
		const { campaign_id: number } = validate(schemas.params, { campaign_id: id }, 'params');
		return state.campaigns.get(String(number));
	};
	const toResponse = (campaign: SmartleadCampaign, withTags: boolean) =>
		withTags ? { ...campaign, tags: state.extras(campaign.id).tags } : campaign;

	/** A write to an existing campaign. It sets updated_at; whether the service does is not documented. */
	const write =
		<T,>(
			schema: Parameters<typeof validate<T>>[0],
			apply: (campaign: SmartleadCampaign, body: T) => ApiResponse,
		): Handler =>
		(request, id) => {
			query(schemas.plainQuery, request);
			const campaign = findCampaign(id);
			const body = validate(schema, readBody(request), 'body');
			if (!campaign) throw campaignNotFound();
			const response = apply(campaign, body);
			campaign.updated_at = new Date().toISOString();
			return response;
		};

	const list: Handler = (request) => {
		const { client_id: client, include_tags: withTags } = query(schemas.listQuery, request);
		const all = state.campaigns.sorted();
		const rows = client === undefined ? all : all.filter((each) => each.client_id === client);
		return json(200, withTags ? rows.map((each) => toResponse(each, true)) : rows);
	};

	const requireEmailAccounts = (ids: number[]): void => {
		const unknown = ids.find((id) => !emailAccounts.some((account) => account.id === id));
		if (unknown === undefined) return;
		const body = {
			ok: false,
			message: 'Email account not found!',
			errorCode: 'ACCOUNT_NOT_FOUND',
			emailAccountId: unknown,
		};
		throw new HttpError(json(404, body));
	};

	return {
		...leadHandlers(state),

		[`GET ${base}/campaigns`]: list,

		[`POST ${base}/campaigns/create`]: (request) => {
			query(schemas.plainQuery, request);
			const { name, client_id: client } = validate(schemas.createBody, readBody(request), 'body');
			if (client !== null && !clients.some((each) => each.id === client)) {
				// The documented example of a 500. That an unknown client causes it is invented.
				throw apiError(`Error while creating email campaign - Invalid client_id ${client}`, 500);
			}
			const { id, created_at } = state.create(name, client);
			return json(200, { ok: true, id, name, created_at });
		},

		// An unknown campaign is a 200 with {} (observed; documented as 404).
		[`GET ${base}/campaigns/:id`]: (request, id) => {
			const { include_tags: withTags } = query(schemas.tagsQuery, request);
			const campaign = findCampaign(id);
			return json(200, campaign ? toResponse(campaign, withTags) : {});
		},

		[`DELETE ${base}/campaigns/:id`]: (request, id) => {
			query(schemas.plainQuery, request);
			const campaign = findCampaign(id);
			if (!campaign) throw campaignNotFound();
			if (campaign.status === 'ACTIVE') {
				// Documented without a status code.
				const message = 'Cannot delete active campaign. Please stop it first.';
				return json(400, { success: false, error: { code: 'CAMPAIGN_ACTIVE', message } });
			}
			state.remove(id);
			return json(200, { ok: true });
		},

		// Documented: the refusal of a foreign campaign. That an unknown one is refused in the same way is inferred.
		[`POST ${base}/campaigns/:id/duplicate`]: (request, id) => {
			query(schemas.plainQuery, request);
			const campaign = findCampaign(id);
			const body = validate(schemas.duplicateBody, readBody(request), 'body');
			if (!campaign) return json(500, { message: 'Invalid campaign Id!' });
			const clientId = body.duplicate_client_label ? campaign.client_id : null;
			const copy = state.duplicate(campaign, clientId);
			if (body.duplicate_sub_sequence) {
				for (const sub of state.campaigns.all()) {
					if (sub.parent_campaign_id !== campaign.id) continue;
					state.duplicate(sub, clientId).parent_campaign_id = copy.id;
				}
			}
			return json(200, { ok: true, newCampaignId: copy.id });
		},

		[`POST ${base}/campaigns/:id/settings`]: write(schemas.settingsBody, (campaign, body) =>
			saveSettings(campaign, state.extras(campaign.id), body),
		),
		[`POST ${base}/campaigns/:id/schedule`]: write(schemas.scheduleBody, saveSchedule),
		[`POST ${base}/campaigns/:id/status`]: write(schemas.statusBody, (campaign, body) => {
			const previous = campaign.status;
			const response = changeStatus(campaign, state.extras(campaign.id), body.status);
			if (campaign.status !== previous) state.webhooks.statusChanged(campaign, previous);
			return response;
		}),
		[`POST ${base}/campaigns/:id/sequences`]: write(schemas.sequencesBody, (campaign, body) =>
			saveSequences(state, campaign, body.sequences),
		),

		[`GET ${base}/campaigns/:id/sequences`]: (request, id) => {
			query(schemas.plainQuery, request);
			const campaign = findCampaign(id);
			if (!campaign) throw campaignNotFound();
			return json(200, state.extras(campaign.id).sequences);
		},

		[`GET ${base}/campaigns/:id/email-accounts`]: (request, id) => {
			query(schemas.tagsQuery, request);
			const campaign = findCampaign(id);
			if (!campaign) throw campaignNotFound();
			const ids = state.extras(campaign.id).emailAccountIds;
			return json(
				200,
				emailAccounts.filter((account) => ids.includes(account.id)),
			);
		},
		// As on the list of a campaign, passwords are in the answer, here in base64 (observed). Pages as documented.
		[`GET ${base}/email-accounts`]: (request) => {
			const { offset, limit } = query(schemas.mailboxQuery, request);
			const encoded = (secret: string) => Buffer.from(secret).toString('base64');
			const rows = emailAccounts.slice(offset, offset + limit).map((account) => ({
				...account,
				password: encoded(account.password),
				imap_password: encoded(account.imap_password),
			}));
			return json(200, rows);
		},

		[`POST ${base}/campaigns/:id/email-accounts`]: write(schemas.accountsBody, (campaign, body) => {
			const extras = state.extras(campaign.id);
			requireEmailAccounts(body.email_account_ids);
			extras.emailAccountIds = [...new Set([...extras.emailAccountIds, ...body.email_account_ids])];
			return json(200, { ok: true });
		}),
		[`DELETE ${base}/campaigns/:id/email-accounts`]: write(
			schemas.accountsBody,
			(campaign, body) => {
				const extras = state.extras(campaign.id);
				const kept = extras.emailAccountIds.filter((id) => !body.email_account_ids.includes(id));
				if (kept.length === 0 && campaign.status === 'ACTIVE') {
					// The refusal is documented, its text is invented.
					throw apiError('Cannot remove the last email account of an active campaign');
				}
				extras.emailAccountIds = kept;
				return json(200, { ok: true, result: 1 });
			},
		),

		// It takes no dates (observed). That an unknown campaign is a 404 is inferred from the leads.
		[`GET ${base}/campaigns/:id/analytics`]: (request, id) => {
			query(schemas.plainQuery, request);
			const campaign = findCampaign(id);
			if (!campaign) throw campaignNotFound();
			return analyticsOf(state, campaign);
		},

		// The envelope is the observed one; the documentation shows {"ok":true,"data":...}.
		[`GET ${base}/analytics/campaign/list`]: (request) => {
			const { client_ids: clientIds } = query(schemas.analyticsQuery, request);
			const ids = clientIds?.split(',').map(Number);
			const rows = state.campaigns
				.sorted()
				.filter((each) => !ids || (each.client_id !== null && ids.includes(each.client_id)))
				.map(({ id, name }) => ({ id, name }));
			const message = 'Campaign list fetched successfully';
			return json(200, { success: true, message, data: { campaign_list: rows } });
		},

		// The response is inferred from the service's other lists.
		[`GET ${base}/client`]: (request) => {
			query(schemas.plainQuery, request);
			return json(200, clients);
		},
	};
}
