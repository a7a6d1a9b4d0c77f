import type { ApiRequest } from '../service.mts';
import { readBody } from './body.mts';
import { type Endpoint, uuidParam } from './endpoint.mts';
import { readEvent } from './event-validation.mts';
import type { CampaignEvent } from './event.mts';
import { page } from './paging.mts';
import { detailError, json, serverError } from './responses.mts';
import { contactFields, flows } from './seed-events.mts';
import type { RapidProState } from './state.mts';

/** What the API shows of an event. */
function shown(event: CampaignEvent, state: RapidProState) {
	const { uuid, offset, unit, delivery_hour, message, created_on } = event;
	const { name = '' } = contactFields.find(({ key }) => key === event.relative_to) ?? {};
	const flow = flows.find((each) => each.uuid === event.flow);
	return {
		uuid,
		campaign: { uuid: event.campaign, name: state.campaigns.get(event.campaign)?.name ?? '' },
		relative_to: { key: event.relative_to, name, label: name },
		...{ offset, unit, delivery_hour },
		flow: flow ? { uuid: flow.uuid, name: flow.name } : null,
		...{ message, created_on },
	};
}

/** The filter by campaign takes a UUID or the exact name, of archived campaigns as well. Anything else finds nothing. */
function isOfCampaign(event: CampaignEvent, request: ApiRequest, state: RapidProState): boolean {
	const reference = request.query.get('campaign') ?? '';
	if (reference === '' || event.campaign === reference.toLowerCase()) return true;
	return state.campaigns.get(event.campaign)?.name === reference;
}

/**
 * Lists campaign events newest first, those of archived campaigns included; creates, updates and deletes them.
 *
 * A created event, and one whose time changed, is scheduled by mailroom, a second process. While it is down, the request
 * fails with 500, but is saved, and the event stays in scheduling for good (observed).
 */
export function eventsEndpoint(state: RapidProState): Endpoint {
	const find = (uuid: string): CampaignEvent => {
		const event = state.events.get(uuid);
		if (event) return event;
		throw detailError(404, 'No CampaignEvent matches the given query.');
	};
	return {
		hasPermissionsByMethod: true,
		methods: {
			GET(request) {
				const uuid = uuidParam(request);
				const rows = state.events
					.sorted()
					.filter((event) => uuid === null || event.uuid === uuid)
					.filter((event) => isOfCampaign(event, request, state));
				const { results, ...links } = page(request, rows, (row) => row.created_on);
				return json(200, { ...links, results: results.map((event) => shown(event, state)) });
			},
			async POST(request) {
				const uuid = uuidParam(request);
				const current = uuid === null ? null : find(uuid);
				const fields = readEvent(await readBody(request), state, current);
				const isMoved = current !== null && state.isMoved(current, fields);
				const event = current === null ? state.addEvent(fields) : state.saveEvent(current, fields);
				if ((current === null || isMoved) && !state.schedule(event)) throw serverError();
				return json(current === null ? 201 : 200, shown(event, state));
			},
			DELETE(request) {
				const uuid = uuidParam(request);
				if (uuid === null) {
					throw detailError(400, 'URL must contain one of the following parameters: uuid');
				}
				state.events.remove(find(uuid).uuid);
				return { status: 204, headers: {}, body: '' };
			},
		},
		withoutSuffix: () => [],
	};
}
