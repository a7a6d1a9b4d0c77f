import type { INodeProperties } from 'n8n-workflow';
import type { Fields, UpdateCapability } from '../../providers/contract/campaigns';
import { InvalidInput } from '../../providers/contract/invalidInput';
import { providers } from '../../providers/registry';
import { idList, notOneOf } from '../../providers/shared/values';
import type { Item } from './operation';
import { isEmpty } from './parameters';

const displayName = 'Clear Fields';

/** The option that names the fields to empty: an empty value in a field means that it is not set. */
export const clearFieldsOptions: readonly INodeProperties[] = providers.flatMap(
	({ id, campaigns }): INodeProperties[] => {
		const options = clearableFields(campaigns.update);
		if (options.length === 0) return [];
		return [
			{
				displayName,
				name: 'clearFields',
				type: 'multiOptions',
				default: [],
				description:
					'The fields to empty on the campaign. A field that is only left empty stays as it is.',
				options: options.map((property) => ({
					name: property.displayName,
					value: property.name,
				})),
				displayOptions: {
					show: {
						'/provider': [id],
						'/resource': ['campaign'],
						'/operation': ['update', 'upsert'],
					},
				},
			},
		];
	},
);

/**
 * Reads Clear Fields.
 *
 * @param set the fields that the user set
 * @returns the fields to clear, each with the empty text that clears it
 * @throws InvalidInput when a field cannot be cleared, or is set as well
 */
export function readClearedFields(item: Item, update: UpdateCapability, set: Fields): Fields {
	const clearable = clearableFields(update);
	if (clearable.length === 0) return {};
	const value = item.functions.getNodeParameter('options.clearFields', item.itemIndex, []);
	const names = isEmpty(value) ? [] : idList(value, displayName);
	const cleared: Fields = {};
	for (const name of names) {
		const property = clearable.find((one) => one.name === name);
		if (property === undefined) {
			throw notOneOf(
				displayName,
				name,
				clearable.map((one) => one.name),
			);
		}
		if (set[name] !== undefined) {
			throw new InvalidInput(
				`'${property.displayName}' is set and cleared at the same time`,
				`Remove the field, or remove it from '${displayName}'.`,
			);
		}
		cleared[name] = '';
	}
	return cleared;
}

function clearableFields(update: UpdateCapability | undefined): readonly INodeProperties[] {
	const { updateFields = [], clearableFields: names = [] } = update ?? {};
	return updateFields.filter(({ name }) => names.includes(name));
}
