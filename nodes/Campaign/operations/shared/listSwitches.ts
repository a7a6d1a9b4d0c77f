import type { INodeProperties } from 'n8n-workflow';
import type { Fields, ListCapability } from '../../providers/contract/campaigns';
import { providers } from '../../providers/registry';
import type { Item } from './operation';
import { readCollection } from './parameters';

/** The options of Get Many that are the services' own. */
export const listSwitches: readonly INodeProperties[] = providers.flatMap(({ id, campaigns }) =>
	(campaigns.getAll.switches ?? []).map(
		(property): INodeProperties => ({
			...property,
			displayOptions: {
				show: { '/provider': [id], '/resource': ['campaign'], '/operation': ['getAll'] },
			},
		}),
	),
);

/**
 * The service's own switches for its list, as far as the user set them.
 *
 * @throws InvalidInput when one is neither true nor false
 */
export function readListSwitches(item: Item, { switches = [] }: ListCapability): Fields {
	return readCollection(item, 'options', switches);
}
