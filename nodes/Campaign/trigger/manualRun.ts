import type { INodeExecutionData } from 'n8n-workflow';
import { InvalidInput } from '../providers/contract/invalidInput';
import type { ApiClient } from '../transport/client';
import { pages } from '../transport/paging';
import type { Event } from './snapshot/events';
import { asked } from './snapshot/filter';
import { entryOf } from './snapshot/entry';
import type { Change } from './snapshot/diff';
import type { Source } from './snapshot/filter';
import { itemsOf } from './items';
import type { Parameters } from './parameters';
import { sourceOf } from './scan';

/**
 * The item of a test in the editor: a campaign of now that passes the filters, as if it had just
 * happened to it. Nothing is stored.
 *
 * @throws InvalidInput when there is no such campaign
 */
export async function sample(
	api: ApiClient,
	{ wanted, simplify }: Parameters,
	detectedAt: () => string,
): Promise<INodeExecutionData[]> {
	const { provider } = api.account;
	for await (const { entries } of pages(api, provider.campaigns.getAll)) {
		for (const raw of entries) {
			const source = sourceOf(api, raw);
			const entry = entryOf(source.campaign, provider.trackedFields, raw);
			const change = wanted.events
				.map((event): Change<Source> => {
					const previous = event === 'created' ? {} : { previous: { status: entry.status } };
					return { event, entry, source, ...previous };
				})
				.find((each) => asked(each, wanted) !== undefined);
			if (change === undefined) continue;
			const one: Event = { eventId: 'sample', change };
			return itemsOf([one], {
				provider: provider.id,
				simplify,
				detectedAt: detectedAt(),
			});
		}
	}
	throw new InvalidInput(
		`${provider.displayName} has no campaign now that passes the filters`,
		'That is all right for a trigger that waits for one. For a test, widen the filters, or choose another event.',
	);
}
