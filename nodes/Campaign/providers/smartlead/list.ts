import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { idText, isObject, objectArray } from '../../json';
import type { ListCapability } from '../contract/campaigns';
import type { ProviderRequest } from '../contract/request';
import { campaignList } from './answers';
import { clientId } from './fields';
import { clientNumber } from './settings';

const includeTags: INodeProperties = {
	displayName: 'Include Tags',
	name: 'include_tags',
	type: 'boolean',
	default: false,
	description: 'Whether to add the names of the tags of each campaign',
};

/** All campaigns come in one answer. */
export const getAll: ListCapability = {
	paging: 'all in one answer',
	pagingBasis: 'observed',
	isWhole: true,
	filters: { status: 'node', name: 'node' },
	ownFilters: [{ ...clientId, description: 'Only campaigns of this client (agency sub-account)' }],
	switches: [includeTags],
	firstPage: ({ own = {} }) => ({
		purpose: 'list the campaigns',
		method: 'GET',
		path: ['campaigns'],
		query: ownQuery(own),
		basis: 'observed',
		answer: campaignList,
		timeoutMs: 120_000,
	}),
	// Observed as a bare array, documented as a wrapped one.
	parsePage: (answer, request) => {
		const entries = objectArray(isObject(answer) ? answer.campaigns : answer);
		return entries === undefined
			? undefined
			: { entries: entries.filter((raw) => isOfClient(raw, request)) };
	},
};

/** @throws InvalidInput when the client is not an ID */
function ownQuery(own: IDataObject): Record<string, string> {
	const client = clientNumber(own.client_id);
	return {
		...(client === undefined ? {} : { client_id: String(client) }),
		...(own.include_tags === true ? { include_tags: 'true' } : {}),
	};
}

/** That the service filters is only documented, and what is done to another client's campaign does harm. */
function isOfClient({ client_id: id }: IDataObject, { query = {} }: ProviderRequest): boolean {
	return query.client_id === undefined || id === undefined || idText(id) === query.client_id;
}
