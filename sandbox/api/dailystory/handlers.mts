import type { Handler } from '../router.mts';
import { json } from '../responses.mts';
import { readBody } from './body.mts';
import { failure, refuse, success } from './envelope.mts';
import { about, segments } from './seed.mts';
import type { DailyStoryState } from './state.mts';

const base = '/api/v1';

/** The campaign calls by route (the notes, Campaign calls). Query parameters are unknown and ignored. */
export function handlers(state: DailyStoryState): Record<string, Handler> {
	return {
		// the one call whose envelope may differ
		[`GET ${base}/about`]: () => json(200, { Status: true, Response: about }),
		// path and shape are inferred
		[`GET ${base}/segments`]: () => success({ segments }),

		// whether the Trash is listed was not found: it is, with its status
		[`GET ${base}/campaigns`]: () => success({ campaigns: state.campaigns.sorted() }),

		[`GET ${base}/campaign/:id`]: (_request, id) => {
			const campaign = state.campaigns.get(id);
			if (!campaign) throw refuse(404, 'Campaign not found');
			// a sibling call answers its id as a string
			return success({ campaign, id });
		},

		[`POST ${base}/campaign`]: (request) => {
			const { campaignId, ...fields } = readBody(request);
			if (campaignId === undefined) {
				const created = state.create(fields.name);
				Object.assign(created, fields);
				return success({ id: created.campaignId });
			}
			const stored = state.campaigns.get(String(campaignId));
			// the case of a 200 that is a failure: where the service does this was not found
			if (!stored) return failure(200, `Campaign ${campaignId} does not exist`);
			state.campaigns.change(String(campaignId), {
				...fields,
				conversionGoals: { ...stored.conversionGoals, ...fields.conversionGoals },
			});
			return success({ id: campaignId });
		},
	};
}
