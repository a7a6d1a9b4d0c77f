import type { Endpoint } from './endpoint.mts';
import type { ContactField } from './event.mts';
import { page } from './paging.mts';
import { json } from './responses.mts';
import { contactFields } from './seed-events.mts';
import type { RapidProState } from './state.mts';

/** The older name of the type, which the API still returns. */
const valueTypes: Readonly<Record<string, string>> = { number: 'numeric' };

function shown({ key, name, type }: ContactField, eventCount: number) {
	return {
		...{ key, name, type, featured: false, priority: 0 },
		usages: { flows: 0, groups: 0, campaign_events: eventCount },
		...{ agent_access: 'view', label: name, value_type: valueTypes[type] ?? type },
	};
}

/** Lists the fields of contacts newest first, without system fields; filters by key. */
export function fieldsEndpoint(state: RapidProState): Endpoint {
	return {
		hasPermissionsByMethod: true,
		methods: {
			GET(request) {
				const key = request.query.get('key') ?? '';
				const rows = contactFields
					.filter((field) => !field.isSystem && (key === '' || field.key === key))
					.toReversed();
				const { results, ...links } = page(request, rows, (row) => row.created_on);
				const events = state.events.all();
				const countOf = (field: ContactField) =>
					events.filter((event) => event.relative_to === field.key).length;
				const fields = results.map((field) => shown(field, countOf(field)));
				return json(200, { ...links, results: fields });
			},
		},
		withoutSuffix: () => [],
	};
}
