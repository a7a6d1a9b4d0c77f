import type { SecondShape } from './campaign.mts';
import { refuse } from './errors.mts';
import type { RulesBody } from './requests.mts';
import { lists } from './seed.mts';

function known(id: string): { listId: string; listName: string; isSystem: boolean } {
	const list = lists.find((each) => each.id === id);
	if (!list) throw refuse(422, 'VALIDATION_ERROR', `List ${id} does not exist`);
	return { listId: list.id, listName: list.name, isSystem: list.isSystem };
}

/**
 * Lead rules: left out is unchanged, an empty array clears (the notes, Campaign calls).
 * @throws Refusal 422 for a list that is unknown, or a system list among the excluded
 */
export function saveRules(campaign: SecondShape, body: RulesBody): void {
	const { syncedListIds, excludedListIds, columnMappings = {} } = body;
	const synced = syncedListIds?.map((id) => {
		const { listId, listName } = known(id);
		return { listId, listName, columnMapping: columnMappings[id] ?? {} };
	});
	const excluded = excludedListIds?.map((id) => {
		const { listId, listName, isSystem } = known(id);
		if (isSystem) throw refuse(422, 'VALIDATION_ERROR', `List ${id} is a system list`);
		return { listId, listName };
	});
	const { rules } = campaign;
	campaign.rules = {
		syncedLists: synced ?? rules.syncedLists,
		excludedLists: excluded ?? rules.excludedLists,
		excludeContacted: body.excludeContacted ?? rules.excludeContacted,
		excludeMutuals: body.excludeMutuals ?? rules.excludeMutuals,
	};
}
