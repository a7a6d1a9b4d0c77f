import type { INodeExecutionData } from 'n8n-workflow';
import { InvalidInput } from '../providers/contract/invalidInput';
import type { ApiClient } from '../transport/client';
import { pages } from '../transport/paging';
import { toItems } from './items';
import type { TriggerParameters } from './parameters';
import { toFetched } from './fetchedCampaign';
import type { Change } from './snapshot/change';
import { toEntry } from './snapshot/entry';
import { applyFilter } from './snapshot/filter';

/**
 * The item of a test in the editor: a campaign that matches the filters, as if one of the events had just happened to
 * it. Nothing is stored.
 *
 * @throws InvalidInput when no campaign matches
 */
export async function sampleItems(
	client: ApiClient,
	{ filter, simplify }: TriggerParameters,
): Promise<INodeExecutionData[]> {
	const { provider } = client;
	for await (const { entries } of pages(client, provider.campaigns.getAll)) {
		for (const raw of entries) {
			const current = toFetched(client, raw);
			const entry = toEntry(current.campaign, provider.trackedFields, raw);
			const change = filter.events
				.map((event): Change => {
					const previous = event === 'created' ? {} : { previous: { status: entry.status } };
					return { event, entry, current, ...previous };
				})
				.find((each) => applyFilter(each, filter) !== undefined);
			if (change !== undefined) return toItems(client, [{ eventId: 'sample', change }], simplify);
		}
	}
	throw new InvalidInput(
		`${provider.displayName} has no campaign that matches the filters`,
		'An active trigger waits for one. To test it now, widen the filters or choose another event.',
	);
}
