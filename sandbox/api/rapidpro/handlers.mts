import { json } from '../responses.mts';
import type { ApiRequest, ApiResponse } from '../service.mts';
import { readBody } from './body.mts';
import type { RapidProCampaign } from './campaign.mts';
import { detailError } from './errors.mts';
import { page } from './paging.mts';
import { groups, workspace } from './seed.mts';
import type { RapidProState } from './state.mts';
import { readCampaign } from './validation.mts';

export interface Endpoint {
	/** The Allow header of a 405 response. */
	allow: string;
	/** Handlers by method. Any other method is a 405. */
	methods: Record<string, (request: ApiRequest) => ApiResponse>;
}

const uuidPattern = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

/**
 * Reads the `uuid` parameter. Its name is case-sensitive, and only the first of several counts (observed).
 *
 * @throws HttpError 400 if it is not a UUID, or empty
 */
function uuidParam(request: ApiRequest): string | null {
	const value = request.query.get('uuid');
	if (value === null) return null;
	if (!uuidPattern.test(value))
		throw detailError(400, `Param 'uuid': ${value} is not a valid UUID.`);
	const plain = value.toLowerCase().replaceAll('-', '');
	return plain.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function campaigns(state: RapidProState): Endpoint {
	const findVisible = (uuid: string): RapidProCampaign | null => {
		const campaign = state.campaigns.get(uuid);
		return campaign && !campaign.archived ? campaign : null;
	};
	return {
		allow: 'GET, POST, HEAD, OPTIONS',
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
			POST(request) {
				const uuid = uuidParam(request);
				if (uuid === null) {
					const { name, group } = readCampaign(readBody(request), state, null);
					return json(201, state.create(name, group));
				}
				const campaign = findVisible(uuid);
				if (!campaign) throw detailError(404, 'No Campaign matches the given query.');
				const fields = readCampaign(readBody(request), state, campaign);
				return json(200, state.campaigns.update(uuid, fields));
			},
		},
	};
}

/** Lists groups newest first, without those that are still initializing. POST and DELETE are not implemented. */
const groupsEndpoint: Endpoint = {
	allow: 'GET, HEAD, OPTIONS',
	methods: {
		GET(request) {
			const uuid = uuidParam(request);
			const name = request.query.get('name') ?? '';
			if (uuid !== null && name !== '') {
				throw detailError(400, 'You may only specify one of the uuid, name parameters');
			}
			const rows = groups
				.filter((group) => group.status !== 'initializing')
				.filter((group) => uuid === null || group.uuid === uuid)
				.filter((group) => name === '' || group.name.toLowerCase() === name.toLowerCase())
				.reverse();
			// The seed groups have no date, so the cursor uses their index.
			const positions = new Map(rows.map((row, index) => [row, String(99_999 - index)]));
			return json(
				200,
				page(request, rows, (row) => positions.get(row) ?? ''),
			);
		},
	},
};

const workspaceEndpoint: Endpoint = {
	allow: 'GET, HEAD, OPTIONS',
	methods: { GET: () => json(200, workspace) },
};

/** @returns the endpoints by name, without ".json" */
export function endpoints(state: RapidProState): Map<string, Endpoint> {
	return new Map<string, Endpoint>([
		['campaigns', campaigns(state)],
		['groups', groupsEndpoint],
		['workspace', workspaceEndpoint],
		['org', workspaceEndpoint],
		...state.webhooks.endpoints(),
	]);
}
