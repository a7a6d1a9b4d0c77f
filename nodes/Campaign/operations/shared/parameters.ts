import type { GenericValue, INodeProperties } from 'n8n-workflow';
import { isObject } from '../../json';
import { simplifyProperty } from '../../properties';
import type { Fields } from '../../providers/contract/campaigns';
import { InvalidInput } from '../../providers/contract/invalidInput';
import type { Provider } from '../../providers/contract/provider';
import { additionalFieldsJson, jsonFields } from '../../providers/shared/fields';
import { notOneOf, switchValue } from '../../providers/shared/values';
import type { Item } from './operation';

/**
 * The fields that the user added to a collection, with resource locators reduced to their values. An empty value is
 * not set: a blank cell must not clear a setting. Only a list that was emptied in the editor itself is kept.
 *
 * @param properties the collection's fields; fields left over from another provider are ignored
 * @throws InvalidInput when an expression gave a value that the field does not offer
 */
export function readCollection(
	item: Item,
	name: string,
	properties: readonly INodeProperties[],
): Fields {
	const value = item.functions.getNodeParameter(name, item.itemIndex, {});
	if (!isObject(value)) return {};
	const known = new Map(properties.map((property) => [property.name, property]));
	const fields: Fields = {};
	for (const [field, given] of Object.entries(value)) {
		const property = known.get(field);
		if (property === undefined) continue;
		const read = offeredValue(property, locatorValue(given));
		if (!isEmpty(read) || isEmptiedInEditor(item, name, field)) fields[field] = read;
	}
	return fields;
}

/** Whether a list of a collection is in the workflow itself, so that an empty one was emptied on purpose. */
export function isEmptiedInEditor(item: Item, collection: string, field: string): boolean {
	const stored = storedParameter(item, collection);
	return isObject(stored) && Array.isArray(stored[field]);
}

/** A parameter as the workflow stores it, with expressions as they were written. */
function storedParameter({ functions, itemIndex }: Item, name: string): unknown {
	return functions.getNodeParameter(name, itemIndex, null, { rawExpressions: true });
}

/** Whether a value is nothing, or a list of nothing: a blank cell that is split at its commas gives `[""]`. */
export function isEmpty(value: unknown): boolean {
	if (typeof value === 'string') return /^[\s,]*$/.test(value);
	return value === undefined || value === null || (Array.isArray(value) && value.every(isEmpty));
}

/**
 * The value itself. A drop-down only accepts what it offers, if that is known here. Switches and numbers may be given as
 * text.
 */
function offeredValue(
	{ type, displayName, options, typeOptions }: INodeProperties,
	value: GenericValue,
): GenericValue {
	if (isEmpty(value)) return value;
	if (type === 'boolean') return switchValue(value, displayName, false);
	if (type === 'number') return toNumber(value, displayName);
	if (type !== 'options' || typeOptions?.loadOptionsMethod !== undefined) return value;
	const offered = options?.flatMap((option) => ('value' in option ? [option.value] : []));
	if (offered?.some((one) => one === value)) return value;
	throw notOneOf(displayName, value, offered ?? []);
}

/** Fields that are always shown, as far as they are set. */
export function readFields(item: Item, properties: readonly INodeProperties[]): Fields {
	const fields: Fields = {};
	for (const { name } of properties) {
		const value = locatorValue(item.functions.getNodeParameter(name, item.itemIndex, null));
		if (!isEmpty(value)) fields[name] = value;
	}
	return fields;
}

/** A parameter's value as data; of a resource locator, the chosen value. */
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

/** A value with all resource locators in it reduced to what was chosen. */
export function plainValue(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(plainValue);
	if (!isObject(value)) return value;
	if ('__rl' in value) return plainValue(value.value);
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [name, plainValue(inner)]),
	);
}

/**
 * A resource locator, with the mode that the user chose.
 *
 * @returns the value as trimmed text; no mode when an expression gave the whole field
 * @throws InvalidInput when the value is neither text nor a number
 */
export function readLocator(
	{ functions, itemIndex }: Item,
	name: string,
): { mode?: string; value: string } {
	const given: unknown = functions.getNodeParameter(name, itemIndex, '');
	const value = locatorValue(given) ?? '';
	const mode = isObject(given) && typeof given.mode === 'string' ? { mode: given.mode } : {};
	if (typeof value === 'string' || typeof value === 'number') {
		return { ...mode, value: String(value).trim() };
	}
	throw new InvalidInput(
		`'${name}' cannot be ${JSON.stringify(value).slice(0, 80)}`,
		'Enter a text, or check the expression that should give it.',
	);
}

/**
 * A switch. An expression may give it as text; an empty value means the default.
 *
 * @throws InvalidInput when it is anything but true or false
 */
export function readBoolean(
	{ functions, itemIndex }: Item,
	{ name, displayName }: INodeProperties,
	defaultValue: boolean,
): boolean {
	const value: unknown = functions.getNodeParameter(name, itemIndex, defaultValue);
	return switchValue(isEmpty(value) ? undefined : value, displayName, defaultValue);
}

function toNumber(value: GenericValue, displayName: string): number {
	const number = typeof value === 'string' ? Number(value) : value;
	if (typeof number === 'number' && Number.isFinite(number)) return number;
	throw new InvalidInput(
		`'${displayName}' must be a number, not '${typeof value === 'string' ? value : JSON.stringify(value)}'`,
		'Enter a number, or check the expression that should give it.',
	);
}

/** Whether items carry the neutral campaign. */
export function readSimplify(item: Item): boolean {
	return readBoolean(item, simplifyProperty, true);
}

/**
 * The campaign's name, from the Name parameter.
 *
 * @throws InvalidInput when the service would refuse it
 */
export function readName(item: Item): string {
	return requireName(item.provider, item.functions.getNodeParameter('name', item.itemIndex, ''));
}

/**
 * A campaign's name, trimmed and checked against the provider's rule.
 *
 * @throws InvalidInput when the service would refuse it
 */
export function requireName({ displayName, name: rule = {} }: Provider, value: unknown): string {
	const name =
		typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
	if (name === '') {
		throw new InvalidInput(
			"'Name' is empty",
			'Enter a name, or check the expression that should give it.',
		);
	}
	const length = [...name].length;
	if (rule.maxLength !== undefined && length > rule.maxLength) {
		throw new InvalidInput(
			`'Name' has ${length} characters; ${displayName} accepts ${rule.maxLength} at most`,
			'Shorten the name.',
		);
	}
	const forbidden = rule.forbidden?.find((character) => name.includes(character));
	if (forbidden !== undefined) {
		throw new InvalidInput(
			`'Name' contains the character ${JSON.stringify(forbidden)}, which ${displayName} does not accept`,
			'Remove it from the name.',
		);
	}
	return name;
}

/**
 * The ID of the item's campaign.
 *
 * @throws InvalidInput when it is empty or cannot be an ID of this provider
 */
export function readCampaignId(item: Item): string {
	const id = readOptionalCampaignId(item);
	if (id !== undefined) return id;
	throw new InvalidInput(
		"'Campaign' is empty",
		'Choose a campaign from the list, or enter its ID or an expression that gives it.',
	);
}

/**
 * The ID of a campaign that may be left empty.
 *
 * @returns undefined when nothing is set; a value of any other type than text or number is an error, not an empty ID
 * @throws InvalidInput when it cannot be an ID of this provider
 */
export function readOptionalCampaignId(item: Item): string | undefined {
	const { displayName, campaignId } = item.provider;
	const value = locatorValue(item.functions.getNodeParameter('campaign', item.itemIndex, '')) ?? '';
	const isText = typeof value === 'string' || typeof value === 'number';
	const id = isText ? String(value).trim() : JSON.stringify(value);
	if (id === '') {
		requireNoExpression(item, 'campaign');
		return undefined;
	}
	if (isText && campaignId.pattern.test(id)) {
		return campaignId.ignoresCase === true ? id.toLowerCase() : id;
	}
	throw new InvalidInput(
		`'Campaign' cannot be '${id.slice(0, 80)}': that is not a valid ${displayName} campaign ID`,
		`An ID looks like ${campaignId.example}. Choose the campaign from the list, or use the 'id' that this node returned for it.`,
	);
}

/**
 * Leaving the field empty means something else than an expression that happens to give nothing.
 *
 * @throws InvalidInput when the campaign is given by an expression
 */
function requireNoExpression(item: Item, name: string): void {
	const stored = storedParameter(item, name);
	const value = isObject(stored) ? stored.value : stored;
	if (typeof value !== 'string' || !value.startsWith('=')) return;
	throw new InvalidInput(
		"The expression for 'Campaign' gives nothing",
		'Check the expression. Leave the field empty to create a campaign, where the operation can.',
	);
}

/** Whether the user set nothing at all. */
export function isEmptyChange(fields: Fields): boolean {
	const names = Object.keys(fields).filter((name) => name !== additionalFieldsJson.name);
	return names.length === 0 && Object.keys(jsonFields(fields)).length === 0;
}
