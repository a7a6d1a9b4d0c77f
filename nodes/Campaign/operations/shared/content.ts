import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { RawCampaign } from '../../campaign';
import { isObject } from '../../json';
import type {
	ContentEntry,
	ContentField,
	ContentStep,
	DeclaredContent,
} from '../../providers/contract/content';
import { InvalidInput } from '../../providers/contract/invalidInput';
import type { Provider } from '../../providers/contract/provider';
import { jsonList } from '../../providers/shared/values';
import type { ApiClient } from '../../transport/client';
import { allEntries } from '../../transport/paging';
import { readCampaign } from '../../transport/readCampaign';
import type { Item, ItemContext } from './operation';
import { isEmpty, isEmptiedInEditor, plainValue } from './parameters';

/** Content that the user set. */
export interface SetContent {
	readonly field: ContentField;
	readonly declared: DeclaredContent;
}

/** Content that a campaign does not have yet, and the requests that write it. */
export interface ContentChange extends SetContent {
	/** What the campaign has; undefined when that cannot be read. */
	readonly entries: readonly ContentEntry[] | undefined;
	readonly steps: readonly ContentStep[];
}

/** The editor's fields for a provider's content, among those of a collection. */
export function contentProperties({ campaigns }: Provider): INodeProperties[] {
	return (campaigns.content ?? []).flatMap(({ editor, json }) => [editor, json]);
}

/**
 * Reads the content that the user set.
 *
 * @param collection the parameter that holds its fields
 * @throws InvalidInput when content cannot be sent, or is set twice
 */
export function readContent(item: Item, collection: string): SetContent[] {
	const { functions, itemIndex, provider } = item;
	const given: unknown = functions.getNodeParameter(collection, itemIndex, {});
	const values = isObject(given) ? given : {};
	return (provider.campaigns.content ?? []).flatMap((field): SetContent[] => {
		const { editor, json } = field;
		const list = jsonList(values[json.name], json.displayName);
		const built = values[editor.name];
		const isBuilt = !isEmpty(built) || isEmptiedInEditor(item, collection, editor.name);
		const inEditor = isBuilt ? field.fromEditor(plainValue(built)) : undefined;
		if (list !== undefined && inEditor !== undefined) {
			throw new InvalidInput(
				`'${editor.displayName}' and '${json.displayName}' are both set`,
				'Remove one of them.',
			);
		}
		const declared = list === undefined ? inEditor : field.fromJson(list);
		return declared === undefined ? [] : [{ field, declared }];
	});
}

/** The content that the user set, by the names of the fields. */
export function contentValues(content: readonly SetContent[]): IDataObject {
	return Object.fromEntries(content.map(({ field, declared }) => [field.name, declared.value]));
}

/** Whether content is part of what reading a campaign alone returns. */
export function contentNeedsWhole(content: readonly SetContent[]): boolean {
	return content.some(({ field }) => field.read.by === 'campaign');
}

/**
 * What a campaign has.
 *
 * @param campaign the campaign, if it was read as a whole
 * @returns undefined when it cannot be read back
 * @throws NodeApiError when the service cannot be asked
 */
export async function readEntries(
	client: ApiClient,
	{ read }: ContentField,
	id: string,
	campaign?: RawCampaign,
): Promise<readonly ContentEntry[] | undefined> {
	if (read.by === 'call') return await allEntries(client, read.listing(id));
	const current = campaign ?? (await readCampaign(client, id));
	return current === null ? undefined : read.entries(current);
}

/**
 * Works out which content an existing campaign does not have yet.
 *
 * @throws InvalidInput when it refers to something that the account does not have, NodeApiError when something cannot be
 * read
 */
export async function contentChanges(
	{ client, accountLists }: ItemContext,
	content: readonly SetContent[],
	id: string,
	campaign: RawCampaign,
): Promise<ContentChange[]> {
	const changes: ContentChange[] = [];
	for (const { field, declared } of content) {
		const entries = await readEntries(client, field, id, campaign);
		const steps = declared.steps(id, entries);
		if (steps.length === 0) continue;
		await accountLists.requireReferences(client, declared.references?.(entries) ?? []);
		changes.push({ field, declared, entries, steps });
	}
	return changes;
}
