import { json } from '../responses.mts';
import type { Answer, ApiRequest } from '../service.mts';
import { readBody } from './body.mts';
import type { RapidProCampaign } from './campaign.mts';
import { page } from './paging.mts';
import { detail } from './errors.mts';
import { groups, workspace } from './seed.mts';
import type { RapidProState } from './state.mts';
import { readCampaign } from './validation.mts';

export interface Endpoint {
	/** The Allow header of a 405. */
	allow: string;
	/** By method; what is not here is a 405. */
	methods: Record<string, (request: ApiRequest) => Answer>;
}

const uuidForm = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

/**
 * The `uuid` parameter, the first one where it is repeated; its name is case-sensitive [O].
 * @throws Refusal 400 where it is no UUID (an empty one is none either)
 */
function uuidParam(request: ApiRequest): string | null {
	const value = request.query.get('uuid');
	if (value === null) return null;
	if (!uuidForm.test(value)) throw detail(400, `Param 'uuid': ${value} is not a valid UUID.`);
	const plain = value.toLowerCase().replaceAll('-', '');
	return plain.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function campaigns(state: RapidProState): Endpoint {
	const listed = (uuid: string): RapidProCampaign | null => {
		const found = state.campaigns.get(uuid);
		return found && !found.archived ? found : null;
	};
	return {
		allow: 'GET, POST, HEAD, OPTIONS',
		methods: {
			GET(request) {
				const uuid = uuidParam(request);
				const one = uuid === null ? null : listed(uuid);
				const rows = uuid === null ? state.listed() : one ? [one] : [];
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
				const campaign = listed(uuid);
				if (!campaign) throw detail(404, 'No Campaign matches the given query.');
				const fields = readCampaign(readBody(request), state, campaign);
				return json(200, state.campaigns.change(uuid, fields));
			},
		},
	};
}

/** Newest first; a group that initialises is hidden. POST and DELETE exist there and are not built. */
const groupsEndpoint: Endpoint = {
	allow: 'GET, HEAD, OPTIONS',
	methods: {
		GET(request) {
			const uuid = uuidParam(request);
			const name = request.query.get('name') ?? '';
			if (uuid !== null && name !== '') {
				throw detail(400, 'You may only specify one of the uuid, name parameters');
			}
			const rows = groups
				.filter((group) => group.status !== 'initializing')
				.filter((group) => uuid === null || group.uuid === uuid)
				.filter((group) => name === '' || group.name.toLowerCase() === name.toLowerCase())
				.reverse();
			// the groups have no date here: their place in the list does for the cursor
			const places = new Map(rows.map((row, index) => [row, String(99_999 - index)]));
			return json(
				200,
				page(request, rows, (row) => places.get(row) ?? ''),
			);
		},
	},
};

const workspaceEndpoint: Endpoint = {
	allow: 'GET, HEAD, OPTIONS',
	methods: { GET: () => json(200, workspace) },
};

/** The endpoints by name, without ".json". */
export function endpoints(state: RapidProState): Map<string, Endpoint> {
	return new Map([
		['campaigns', campaigns(state)],
		['groups', groupsEndpoint],
		['workspace', workspaceEndpoint],
		['org', workspaceEndpoint],
	]);
}
