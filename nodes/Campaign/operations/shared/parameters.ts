import type { GenericValue, IDataObject, INodeProperties } from 'n8n-workflow';
import { isObject } from '../../campaign';
import { additionalFieldsJson, jsonFields, notOneOf } from '../../providers/shared/fields';
import type { Fields, Provider } from '../../providers/contract/provider';
import { InvalidInput } from '../../providers/contract/provider';
import type { Item } from './operation';

/**
 * The fields that the user added to a collection, resource locators as their values.
 *
 * @param properties the collection's fields; what another provider's left in there counts for nothing
 * @throws InvalidInput when an expression gave something else than the field offers
 */
export function collection(
	item: Item,
	name: string,
	properties: readonly INodeProperties[],
): Fields {
	const value = item.caller.getNodeParameter(name, item.itemIndex, {});
	if (!isObject(value)) return {};
	const known = new Map(properties.map((field) => [field.name, field]));
	const fields: Fields = {};
	for (const [name, set] of Object.entries(value)) {
		const property = known.get(name);
		if (property === undefined) continue;
		const given = chosen(property, locatorValue(set));
		if (given !== undefined && given !== null) fields[name] = given;
	}
	return fields;
}

/** A value as it is; of a choice one that is offered, and nothing where an expression gave an empty text. */
function chosen(
	{ type, displayName, options }: INodeProperties,
	value: GenericValue,
): GenericValue {
	if (type !== 'options' || value === undefined || value === null) return value;
	if (value === '') return undefined;
	const offered = options?.flatMap((option) => ('value' in option ? [option.value] : []));
	if (offered?.some((one) => one === value)) return value;
	throw notOneOf(displayName, value, offered ?? []);
}

/** The fields that a provider always shows on create, as far as they are set. */
export function shownFields(item: Item, properties: readonly INodeProperties[]): Fields {
	const fields: IDataObject = {};
	for (const { name } of properties) {
		const value = locatorValue(item.caller.getNodeParameter(name, item.itemIndex, null));
		if (value !== null && value !== undefined && value !== '') fields[name] = value;
	}
	return fields;
}

/** A parameter's value as data, the chosen one where it is a resource locator. */
function locatorValue(value: unknown): GenericValue {
	if (isObject(value) && '__rl' in value) return locatorValue(value.value);
	switch (typeof value) {
		case 'string':
		case 'number':
		case 'boolean':
		case 'object':
			return value;
		case 'bigint':
			return String(value);
		default:
			return undefined;
	}
}

/** A switch, off unless it is exactly true. */
export function readBoolean(item: Item, name: string, otherwise: boolean): boolean {
	return item.caller.getNodeParameter(name, item.itemIndex, otherwise) === true;
}

/**
 * The name of a campaign, checked against the provider's rule.
 *
 * @throws InvalidInput when the service would refuse it
 */
export function requireCampaignName(provider: Provider, value: unknown): string {
	const name =
		typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
	if (name === '') {
		throw new InvalidInput(
			"'Name' is empty",
			'Enter a name, or check the expression that should give it.',
		);
	}
	const { maxLength, forbidden } = provider.name;
	const length = [...name].length;
	if (maxLength !== undefined && length > maxLength) {
		throw new InvalidInput(
			`'Name' has ${length} characters; ${provider.displayName} takes ${maxLength} at most`,
			'Shorten the name.',
		);
	}
	const found = forbidden?.find((character) => name.includes(character));
	if (found !== undefined) {
		throw new InvalidInput(
			`'Name' holds the character ${JSON.stringify(found)}, which ${provider.displayName} does not take`,
			'Remove it from the name.',
		);
	}
	return name;
}

/**
 * The id of the campaign that the item is about.
 *
 * @throws InvalidInput when it is empty or can't be an id of this provider
 */
export function requireCampaignId(item: Item): string {
	const id = optionalCampaignId(item);
	if (id === '') {
		throw new InvalidInput(
			"'Campaign' is empty",
			'Choose a campaign from the list, or enter its ID or an expression that gives it.',
		);
	}
	return id;
}

/**
 * The same where it may be left empty.
 *
 * @returns '' only where nothing is given: what is no text or number is no absent ID
 * @throws InvalidInput when it can't be an id of this provider
 */
export function optionalCampaignId(item: Item): string {
	const { provider } = item;
	const value = locatorValue(item.caller.getNodeParameter('campaign', item.itemIndex, '')) ?? '';
	const isText = typeof value === 'string' || typeof value === 'number';
	const id = isText ? String(value).trim() : JSON.stringify(value);
	if (id !== '' && !(isText && provider.campaignId.pattern.test(id))) {
		throw new InvalidInput(
			`'Campaign' can't be '${id.slice(0, 80)}': that is no ID of ${provider.displayName}`,
			`An ID looks like ${provider.campaignId.example}. Choose the campaign from the list, or take the 'id' that this node gave for it.`,
		);
	}
	return id;
}

/** Whether the user set anything at all. */
export function isEmptyChange(fields: Fields): boolean {
	const listed = Object.keys(fields).filter((name) => name !== additionalFieldsJson.name);
	return listed.length === 0 && Object.keys(jsonFields(fields)).length === 0;
}
