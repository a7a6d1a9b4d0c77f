import { InvalidInput } from '../contract/invalidInput';
import type { Provider } from '../contract/provider';

/** IDs of campaigns as the provider writes them. */
export function normalizeIds(ids: readonly string[], { campaignId }: Provider): string[] {
	return ids.map((id) => (campaignId.ignoresCase === true ? id.toLowerCase() : id));
}

/** Those that cannot be IDs of the provider's campaigns. */
export function findWrongIds(ids: readonly string[], { campaignId }: Provider): string[] {
	return ids.filter((id) => !campaignId.pattern.test(id));
}

/** The error for a filter that contains such IDs: nothing would ever pass it. */
export function wrongIdsError(
	wrong: readonly string[],
	{ campaignId, displayName }: Provider,
): InvalidInput {
	return new InvalidInput(
		`'Campaign IDs' contains '${wrong.join("', '")}', which is no ID of ${displayName}`,
		`An ID looks like ${campaignId.example}.`,
	);
}
