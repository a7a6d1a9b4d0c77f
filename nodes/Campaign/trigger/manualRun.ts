import type { INodeExecutionData } from 'n8n-workflow';
import { InvalidInput } from '../providers/contract/invalidInput';
import type { ApiClient } from '../transport/client';
import { pages } from '../transport/paging';
import { toItems } from './items';
import type { TriggerParameters } from './parameters';
import { toFetched } from './fetchedCampaign';
import type { Change, EventName } from './snapshot/change';
import { toEntry } from './snapshot/entry';
import type { Filter } from './snapshot/filter';
import { applyFilter, passesMessage } from './snapshot/filter';
import type { ReportedMessage } from './snapshot/scanResult';

/**
 * The item of a test in the editor: a message from the log that matches the filters, or a campaign as if one of the other
 * events had just happened to it. Nothing is stored.
 *
 * @throws InvalidInput when nothing matches
 */
export async function sampleItems(
	client: ApiClient,
	{ filter, simplify }: TriggerParameters,
): Promise<INodeExecutionData[]> {
	const { provider } = client;
	const message = await sampleMessage(client, filter);
	if (message !== undefined) return toItems(client, [{ eventId: 'sample', message }], simplify);
	const changes = filter.events.filter(isChange);
	if (changes.length === 0) throw nothingMatches(`${provider.displayName} shows no message`);
	for await (const { entries } of pages(client, provider.campaigns.getAll)) {
		for (const raw of entries) {
			const current = toFetched(client, raw);
			const entry = toEntry(current.campaign, provider.trackedFields, raw);
			const change = changes
				.map((event): Change => {
					const previous = event === 'created' ? {} : { previous: { status: entry.status } };
					return { event, entry, current, ...previous };
				})
				.find((each) => applyFilter(each, filter) !== undefined);
			if (change !== undefined) return toItems(client, [{ eventId: 'sample', change }], simplify);
		}
	}
	throw nothingMatches(`${provider.displayName} has no campaign`);
}

function nothingMatches(what: string): InvalidInput {
	return new InvalidInput(
		`${what} that matches the filters`,
		'An active trigger waits for one. To test it now, widen the filters or choose another event.',
	);
}

const isChange = (event: EventName): event is Change['event'] =>
	event !== 'messageReplied' && event !== 'messageSent';

/** A message from the oldest page of the log, which is enough for a test. */
async function sampleMessage(
	client: ApiClient,
	filter: Filter,
): Promise<ReportedMessage | undefined> {
	const { eventLog } = client.provider;
	if (eventLog === undefined || filter.events.every(isChange)) return undefined;
	const listing = { firstPage: () => eventLog.pageAfter(0), parsePage: eventLog.parsePage };
	for await (const { entries } of pages(client, listing)) {
		const messages = entries.flatMap(({ message, sequence, occurredAt }) =>
			message === undefined ? [] : [{ ...message, sequence, occurredAt }],
		);
		return messages.filter((each) => passesMessage(each, each.campaign.name ?? null, filter)).pop();
	}
	return undefined;
}
