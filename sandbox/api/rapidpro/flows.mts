import type { ApiRequest } from '../service.mts';
import { type Endpoint, uuidParam } from './endpoint.mts';
import type { Flow } from './event.mts';
import { page } from './paging.mts';
import { json } from './responses.mts';
import { flows } from './seed-events.mts';

const falseTexts = ['0', 'false', 'f', 'no', 'n', 'off', ''];

function shown({ created_on, modified_on, uuid, name, type, archived }: Flow) {
	return {
		...{ uuid, name, type, archived, labels: [], expires: 720 },
		runs: { active: 0, waiting: 0, completed: 0, interrupted: 0, expired: 0, failed: 0 },
		...{ results: [], parent_refs: [], created_on, modified_on },
	};
}

/** Whether a flow was changed in the time that the request asks for. A time that cannot be read leaves no flow. */
function isInTime({ modified_on }: Flow, { query }: ApiRequest): boolean {
	const changed = Date.parse(modified_on);
	const before = Date.parse(query.get('before') ?? '9999-01-01');
	const after = Date.parse(query.get('after') ?? '0001-01-01');
	return changed <= before && changed >= after;
}

/** Lists flows newest first, archived ones included; filters by UUID, type, archived and the time of the last change. */
export const flowsEndpoint: Endpoint = {
	hasPermissionsByMethod: true,
	methods: {
		GET(request) {
			const uuid = uuidParam(request);
			const type = request.query.get('type');
			const archived = request.query.get('archived');
			const isWanted = archived === null ? null : !falseTexts.includes(archived.toLowerCase());
			const rows = flows
				.filter((flow) => uuid === null || flow.uuid === uuid)
				.filter((flow) => type === null || flow.type === type)
				.filter((flow) => isWanted === null || flow.archived === isWanted)
				.filter((flow) => isInTime(flow, request))
				.toReversed();
			const { results, ...links } = page(request, rows, (row) => row.created_on);
			return json(200, { ...links, results: results.map(shown) });
		},
	},
	withoutSuffix: () => [],
};
