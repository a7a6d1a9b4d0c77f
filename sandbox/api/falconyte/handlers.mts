import { randomUUID } from 'node:crypto';
import { json } from '../responses.mts';
import type { Handler } from '../router.mts';
import { start, stop, type FalconyteCampaign } from './campaign.mts';
import { readNewCampaign, readPage } from './requests.mts';
import { refuse } from './errors.mts';
import { foreignCampaignId, mailAccounts, templates } from './seed.mts';
import { seconds, type FalconyteState } from './state.mts';

const base = '/public/v1';

/** The calls by route. There is none that reads, changes, archives or deletes one campaign. */
export function handlers(state: FalconyteState): Record<string, Handler> {
	const find = (id: string): FalconyteCampaign => {
		if (id === foreignCampaignId) {
			throw refuse(403, 'FORBIDDEN', 'You do not have access to this resource.');
		}
		const campaign = state.campaigns.get(id);
		if (!campaign) throw refuse(404, 'NOT_FOUND', 'Campaign not found.');
		return campaign;
	};

	return {
		[`GET ${base}/ping`]: () => json(200, { ok: true }),

		// whether `meta` follows was not found: it does not
		[`GET ${base}/email/campaigns`]: (request) => {
			const { page, perPage } = readPage(request);
			const search = (request.query.get('search') ?? '').toLowerCase();
			const all = state.campaigns.sorted();
			const fits = (each: FalconyteCampaign) => each.name.toLowerCase().includes(search);
			const rows = search === '' ? all : all.filter(fits);
			return json(200, { ok: true, campaigns: rows.slice((page - 1) * perPage, page * perPage) });
		},

		// 200 or 201 was not found: the framework answers 201 for what it just created
		[`POST ${base}/email/campaigns`]: (request) =>
			json(201, { ok: true, campaign: state.create(readNewCampaign(request)) }),

		// the answers of start and stop were not found
		[`POST ${base}/email/campaigns/:id/start`]: (_request, id) => {
			start(find(id), randomUUID(), seconds(Date.now()));
			return json(200, { ok: true });
		},
		[`POST ${base}/email/campaigns/:id/stop`]: (_request, id) => {
			const stopped = stop(find(id), seconds(Date.now()));
			// what the service does with a draft was not found
			if (!stopped) throw refuse(422, 'CAMPAIGN_NOT_RUNNING', 'The campaign is not running.');
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
