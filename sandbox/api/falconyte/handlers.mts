import { randomUUID } from 'node:crypto';
import { json } from '../responses.mts';
import type { Handler } from '../router.mts';
import { type FalconyteCampaign, start, stop } from './campaign.mts';
import { apiError } from './errors.mts';
import { readCampaign, readPage, readSubmission } from './requests.mts';
import { foreignCampaignId, mailAccounts, templates } from './seed.mts';
import { type FalconyteState, isoSeconds } from './state.mts';

const base = '/public/v1';

/** The calls by route. The service has no call to read, change, archive or delete a single campaign. */
export function handlers(state: FalconyteState): Record<string, Handler> {
	const find = (id: string): FalconyteCampaign => {
		if (id === foreignCampaignId) {
			throw apiError(403, 'FORBIDDEN', 'You do not have access to this resource.');
		}
		const campaign = state.campaigns.get(id);
		if (!campaign) throw apiError(404, 'NOT_FOUND', 'Campaign not found.');
		return campaign;
	};

	return {
		[`GET ${base}/ping`]: () => json(200, { ok: true }),

		// Whether the response includes `meta` is not documented: it does not here.
		[`GET ${base}/email/campaigns`]: (request) => {
			const { page, perPage } = readPage(request);
			const search = (request.query.get('search') ?? '').toLowerCase();
			const all = state.campaigns.sorted();
			const matches = (each: FalconyteCampaign) => each.name.toLowerCase().includes(search);
			const rows = search === '' ? all : all.filter(matches);
			return json(200, { ok: true, campaigns: rows.slice((page - 1) * perPage, page * perPage) });
		},

		// Whether the status is 200 or 201 is not documented: 201 is the framework's default.
		[`POST ${base}/email/campaigns`]: (request) =>
			json(201, { ok: true, campaign: state.create(readCampaign(request)) }),

		// The responses of start and stop are not documented.
		[`POST ${base}/email/campaigns/:id/start`]: (_request, id) => {
			start(find(id), randomUUID(), isoSeconds(Date.now()));
			return json(200, { ok: true });
		},
		[`POST ${base}/email/campaigns/:id/stop`]: (_request, id) => {
			const stopped = stop(find(id), isoSeconds(Date.now()));
			// How the service responds for a draft is not documented.
			if (!stopped) throw apiError(422, 'CAMPAIGN_NOT_RUNNING', 'The campaign is not running.');
			return json(200, { ok: true });
		},

		// The answer says that the event was accepted, not that anything was sent.
		[`POST ${base}/email/campaigns/:id/submit`]: (request, id) => {
			state.submit(find(id), readSubmission(request));
			return json(200, { ok: true });
		},

		[`GET ${base}/email/templates`]: (request) => {
			const { page, perPage } = readPage(request);
			const data = templates.slice((page - 1) * perPage, page * perPage);
			const lastPage = Math.max(1, Math.ceil(templates.length / perPage));
			const meta = { current_page: page, last_page: lastPage, per_page: perPage };
			return json(200, {
				ok: true,
				templates: { data },
				meta: { ...meta, total: templates.length },
			});
		},
		[`GET ${base}/email/mail-accounts`]: () => {
			const active = mailAccounts.filter((account) => account.isActive);
			return json(200, { ok: true, mail_accounts: active.map(({ id, email }) => ({ id, email })) });
		},
	};
}
