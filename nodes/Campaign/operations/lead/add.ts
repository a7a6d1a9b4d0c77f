import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { toNodeError } from '../../errors';
import type { AddLeadsCapability, NewLead } from '../../providers/contract/leads';
import { InvalidInput } from '../../providers/contract/invalidInput';
import { providers } from '../../providers/registry';
import { readBatchSize, readSwitches } from '../shared/leadOptions';
import type { BatchedExecution, Item } from '../shared/operation';
import { defineBatchOperation } from '../shared/operation';
import { readCampaignId, readCollection, readFields } from '../shared/parameters';
import { campaignProperty } from '../shared/properties';
import type { AddedLead } from './addBatch';
import { addBatch } from './addBatch';

/** Adds leads to a campaign: each item is one lead, and one request takes many of them. */
export const addLeads = defineBatchOperation({
	resource: 'lead',
	name: 'add',
	displayName: 'Add',
	action: 'Add lead to campaign',
	description: 'Add a lead to a campaign. Each item is a lead; many are sent with one request.',
	properties: [
		campaignProperty('add'),
		...providers.flatMap(({ id, leads }): INodeProperties[] => {
			if (leads?.add === undefined) return [];
			const displayOptions = { show: { operation: ['add'], provider: [id] } };
			const { fields, leadFields } = leads.add;
			return [
				...fields.map((field) => ({ ...field, displayOptions })),
				...(leadFields === undefined
					? []
					: [
							{
								displayName: 'Lead Fields',
								name: 'leadFields',
								type: 'collection' as const,
								placeholder: 'Add Field',
								default: {},
								options: [...leadFields],
								displayOptions,
							},
						]),
			];
		}),
	],
	capability: ({ leads }) => leads?.add,
	toolDescription: ({ displayName }) =>
		`Add one lead (a person) to a campaign on ${displayName}, by the campaign's ID. If the campaign is active, it sends messages to this person: only do it when a person asked for that. Returns outcome: added, alreadyThere, inOtherCampaign, blocked, unsubscribed, invalid or unknown.`,
	readInput(item, capability) {
		const campaignId = readCampaignId(item);
		return {
			campaignId,
			batchSize: readBatchSize(item, capability),
			switches: readSwitches(item, capability),
			lead: readLead(item, capability),
		};
	},
	changes: ({ campaignId }) => ({ id: campaignId }),
	sharing({ campaignId, batchSize, switches, lead }) {
		return {
			key: JSON.stringify([campaignId, batchSize, Object.entries(switches).sort()]),
			size: batchSize,
			...(lead instanceof InvalidInput ? {} : { entry: lead.key }),
		};
	},
	async executeBatch(context, inputs, capability) {
		const leads = new Map<string, NewLead>();
		for (const { lead } of inputs) {
			if (!(lead instanceof InvalidInput) && !leads.has(lead.key)) leads.set(lead.key, lead);
		}
		const [{ campaignId, switches } = { campaignId: '', switches: {} }] = inputs;
		const added =
			leads.size === 0
				? new Map<string, AddedLead>()
				: await addBatch(context, { campaignId, switches }, [...leads.values()], capability);
		const seen = new Set<string>();
		return inputs.map(({ lead }): BatchedExecution => {
			if (lead instanceof InvalidInput) return lead;
			const isRepeated = seen.has(lead.key);
			seen.add(lead.key);
			const result = added.get(lead.key) ?? { outcome: 'unknown' as const };
			if (result instanceof Error) return result;
			return { output: toOutput(lead, campaignId, result, isRepeated) };
		});
	},
});

/**
 * The item's lead. One that the service would refuse fails alone, after the others were sent.
 *
 * @returns what is wrong with it, if it cannot be sent
 * @throws NodeOperationError when an expression fails
 */
function readLead(item: Item, capability: AddLeadsCapability): NewLead | InvalidInput {
	try {
		return capability.toLead({
			...readFields(item, capability.fields),
			...readCollection(item, 'leadFields', capability.leadFields ?? []),
		});
	} catch (error) {
		if (error instanceof InvalidInput) return error;
		throw toNodeError(item.functions.getNode(), error);
	}
}

/** @param isRepeated an earlier item is the same lead */
function toOutput(
	{ name }: NewLead,
	campaignId: string,
	{ outcome, leadId, counters }: Exclude<AddedLead, Error>,
	isRepeated: boolean,
): IDataObject {
	return {
		...name,
		campaignId,
		outcome: isRepeated && outcome === 'added' ? 'alreadyThere' : outcome,
		...(leadId === undefined ? {} : { leadId }),
		...(outcome === 'unknown' && counters !== undefined ? { counters } : {}),
	};
}
