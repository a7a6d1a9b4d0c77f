import { readBody } from './body.mts';
import type { Group } from './campaign.mts';
import { type Endpoint, uuidParam } from './endpoint.mts';
import { upperCase } from './names.mts';
import { page } from './paging.mts';
import { detailError, json } from './responses.mts';
import type { RapidProState } from './state.mts';
import { readGroupName } from './validation.mts';

const maxGroups = 250;

/** What the API shows of a group. */
function shown({ uuid, name, query, status, system, count }: Group): Omit<Group, 'created_on'> {
	return { uuid, name, query, status, system, count };
}

/** Lists groups newest first, without those that are still initializing; creates, renames and deletes them. */
export function groupsEndpoint(state: RapidProState): Endpoint {
	const find = (uuid: string, verb: 'modify' | 'delete'): Group => {
		const group = state.groups.get(uuid);
		if (!group) throw detailError(404, 'No ContactGroup matches the given query.');
		if (group.system) throw detailError(403, `Cannot ${verb} system object.`);
		return group;
	};
	return {
		hasPermissionsByMethod: true,
		methods: {
			GET(request) {
				const uuid = uuidParam(request);
				const name = request.query.get('name') ?? '';
				if (uuid !== null && name !== '') {
					throw detailError(400, 'You may only specify one of the uuid, name parameters');
				}
				const rows = state.groups
					.sorted()
					.filter((group) => group.status !== 'initializing')
					.filter((group) => uuid === null || group.uuid === uuid)
					.filter((group) => name === '' || upperCase(group.name) === upperCase(name));
				const { results, ...links } = page(request, rows, (row) => row.created_on);
				return json(200, { ...links, results: results.map(shown) });
			},
			async POST(request) {
				const uuid = uuidParam(request);
				const group = uuid === null ? null : find(uuid, 'modify');
				if (!group && state.groups.all().length >= maxGroups) {
					throw detailError(409, 'Cannot create object because workspace has reached limit.');
				}
				const name = readGroupName(await readBody(request), state, group);
				if (!group) return json(201, shown(state.createGroup(name)));
				state.renameGroup(group, name);
				return json(200, shown(group));
			},
			DELETE(request) {
				const uuid = uuidParam(request);
				if (uuid === null) {
					throw detailError(400, 'URL must contain one of the following parameters: uuid');
				}
				const group = find(uuid, 'delete');
				if (state.visible().some((campaign) => campaign.group.uuid === group.uuid)) {
					const text = 'Group is being used by campaigns which must be archived first.';
					throw detailError(400, text);
				}
				state.groups.remove(group.uuid);
				return { status: 204, headers: {}, body: '' };
			},
		},
		withoutSuffix: () => [],
	};
}
