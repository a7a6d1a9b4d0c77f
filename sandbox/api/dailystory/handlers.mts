import { json } from '../responses.mts';
import type { Handler } from '../router.mts';
import { readBody } from './body.mts';
import { failure, failureError, success } from './envelope.mts';
import { about, segments } from './seed.mts';
import type { DailyStoryState } from './state.mts';

const base = '/api/v1';

/**
 * The campaign calls by route. Reading one campaign is inferred from the page of push notifications. Query parameters
 * are not documented and are ignored.
 */
export function handlers(state: DailyStoryState): Record<string, Handler> {
	return {
		// The one call whose envelope may differ.
		[`GET ${base}/about`]: () => json(200, { Status: true, Response: about }),
		// Path and response are inferred.
		[`GET ${base}/segments`]: () => success({ segments }),

		// Whether the list includes deleted campaigns is not documented: it does here, with their status.
		[`GET ${base}/campaigns`]: () => success({ campaigns: state.campaigns.sorted() }),

		[`GET ${base}/campaign/:id`]: (_request, id) => {
			const campaign = state.campaigns.get(id);
			if (!campaign) throw failureError(404, 'Campaign not found');
			// The documented call for push notifications returns the ID as a string, too.
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
			// A failure with status 200: which calls answer this way is not documented.
			if (!stored) return failure(200, `Campaign ${campaignId} does not exist`);
			state.campaigns.update(String(campaignId), {
				...fields,
				conversionGoals: { ...stored.conversionGoals, ...fields.conversionGoals },
			});
			return success({ id: campaignId });
		},
	};
}
