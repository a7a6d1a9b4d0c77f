import type { SecondGenCampaign } from './campaign.mts';
import { apiError } from './errors.mts';
import type { RulesBody } from './requests.mts';
import { lists } from './seed.mts';

/** @throws HttpError 422 if there is no such list */
function findList(id: string): { listId: string; listName: string; isSystem: boolean } {
	const list = lists.find((each) => each.id === id);
	if (!list) throw apiError(422, 'VALIDATION_ERROR', `List ${id} does not exist`);
	return { listId: list.id, listName: list.name, isSystem: list.isSystem };
}

/**
 * Changes a campaign's lead rules. An omitted field stays as it is, an empty array clears the lists (documented).
 *
 * @throws HttpError 422 for an unknown list, or a system list among the excluded ones
 */
export function saveRules(campaign: SecondGenCampaign, body: RulesBody): void {
	const { syncedListIds, excludedListIds, columnMappings = {} } = body;
	const synced = syncedListIds?.map((id) => {
		const { listId, listName } = findList(id);
		return { listId, listName, columnMapping: columnMappings[id] ?? {} };
	});
	const excluded = excludedListIds?.map((id) => {
		const { listId, listName, isSystem } = findList(id);
		if (isSystem) throw apiError(422, 'VALIDATION_ERROR', `List ${id} is a system list`);
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
