import { hash } from 'node:crypto';
import type { INodeProperties } from 'n8n-workflow';
import { providers } from '../../providers/registry';
import { notFoundError } from '../shared/campaigns';
import type { Item } from '../shared/operation';
import { defineOperation } from '../shared/operation';
import { readCampaignId, readFields } from '../shared/parameters';
import { campaignProperty } from '../shared/properties';

/** Tells a campaign that something happened to a person. */
export const submitEvent = defineOperation({
	resource: 'campaign',
	name: 'submitEvent',
	displayName: 'Submit Event',
	action: 'Submit event to campaign',
	description:
		'Report that something happened to a contact. A running campaign may send an email to this contact at once.',
	properties: [
		campaignProperty('submitEvent'),
		...providers.flatMap(({ id, campaigns }): INodeProperties[] =>
			(campaigns.submitEvent?.fields ?? []).map((field) => ({
				...field,
				displayOptions: { show: { operation: ['submitEvent'], provider: [id] } },
			})),
		),
	],
	capability: ({ campaigns }) => campaigns.submitEvent,
	toolDescription: ({ displayName }) =>
		`Report an event about one person, by email address, to one campaign on ${displayName}, by its ID. If the campaign is active, it can send an email to this real person at once, and that cannot be undone: only do it when a person asked for exactly this. Returns submitted: true, which means that the service accepted the event.`,
	readInput(item, { fields, toEvent }) {
		const campaignId = readCampaignId(item);
		const given = readFields(item, fields);
		return { campaignId, event: toEvent(campaignId, given, defaultKey(item, [campaignId, given])) };
	},
	changes: ({ campaignId }) => ({ id: campaignId }),
	async execute({ client }, { campaignId, event }, { isAccepted }) {
		const { displayName } = client.provider;
		const { key, request, output } = event;
		const outcome = await client.attempt(request);
		if (outcome.ok && isAccepted(outcome.body)) {
			return { output: { submitted: true, campaignId, ...output } };
		}
		if (!outcome.ok && outcome.kind === 'notFound') throw notFoundError(client, campaignId);
		if (!outcome.ok && !outcome.mayHaveTakenEffect) throw outcome.error;
		const error = outcome.ok
			? client.error(`${displayName} did not say whether it took the event`, '')
			: outcome.error;
		const advice = `The event may have been submitted. To submit it again without doing so twice, set 'Idempotency Key' to ${key}.`;
		error.description = [error.description, advice].filter(Boolean).join(' ');
		throw error;
	},
});

/**
 * A key for an item: the same when n8n tries the node again, another one in another execution, in the next round of a
 * loop, and for another item.
 *
 * @param content what the item submits: a model can call a tool several times in one round
 */
function defaultKey({ functions, itemIndex }: Item, content: unknown): string {
	const round: unknown = functions.getWorkflowDataProxy(itemIndex).$runIndex;
	const parts = [functions.getExecutionId(), functions.getNode().id, round, itemIndex, content];
	return `n8n-${hash('sha256', JSON.stringify(parts), 'hex').slice(0, 40)}`;
}
