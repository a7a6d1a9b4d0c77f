import { setTimeout as wait } from 'node:timers/promises';
import type { ApiRequest } from '../service.mts';
import { readBody } from './body.mts';
import type { RapidProCampaign } from './campaign.mts';
import { type Endpoint, uuidParam } from './endpoint.mts';
import { page } from './paging.mts';
import { detailError, json, serverError } from './responses.mts';
import type { RapidProState } from './state.mts';
import { readCampaign } from './validation.mts';

/**
 * How long the service takes from its check of a name to the commit. Two creates of one name that come at once are both
 * stored (observed of 8 pairs in 10).
 */
const commitMs = 5;

/** Lists, creates and updates campaigns. Archived ones are neither listed nor found. */
export function campaignsEndpoint(state: RapidProState): Endpoint {
	const findVisible = (uuid: string): RapidProCampaign | null => {
		const campaign = state.campaigns.get(uuid);
		return campaign && !campaign.archived ? campaign : null;
	};
	return {
		hasPermissionsByMethod: true,
		methods: {
			GET(request) {
				const uuid = uuidParam(request);
				const single = uuid === null ? null : findVisible(uuid);
				const rows = uuid === null ? state.visible() : single ? [single] : [];
				return json(
					200,
					page(request, rows, (row) => row.created_on),
				);
			},
			async POST(request: ApiRequest) {
				const uuid = uuidParam(request);
				const campaign = uuid === null ? null : findVisible(uuid);
				if (uuid !== null && !campaign) {
					throw detailError(404, 'No Campaign matches the given query.');
				}
				const fields = readCampaign(await readBody(request), state, campaign);
				await wait(commitMs);
				if (!campaign) return json(201, state.create(fields.name, fields.group));
				const isOtherGroup = campaign.group.uuid !== fields.group.uuid;
				const saved = state.campaigns.update(campaign.uuid, fields);
				// Another group reschedules each event.
				const events = isOtherGroup ? state.eventsOf(campaign.uuid) : [];
				if (events.some((event) => !state.schedule(event))) throw serverError();
				return json(200, saved);
			},
		},
		withoutSuffix: () => [],
	};
}
