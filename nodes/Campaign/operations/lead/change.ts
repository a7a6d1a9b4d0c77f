import type { IDataObject, INodeProperties, INodePropertyMode, NodeApiError } from 'n8n-workflow';
import type {
	LeadChangeCapability,
	LeadReference,
	LeadReferenceRule,
} from '../../providers/contract/leads';
import { InvalidInput } from '../../providers/contract/invalidInput';
import { providers } from '../../providers/registry';
import { notOneOf } from '../../providers/shared/values';
import type { ApiClient } from '../../transport/client';
import { readChangeOptions } from '../shared/leadOptions';
import type { Item, ItemContext, Operation, OperationName } from '../shared/operation';
import { defineOperation } from '../shared/operation';
import { readCampaignId, readLocator } from '../shared/parameters';
import { campaignProperty } from '../shared/properties';

/** What differs between the changes of a lead. */
interface Change {
	readonly name: Exclude<OperationName<'lead'>, 'add' | 'getAll'>;
	readonly displayName: string;
	/** What the API is asked to do, as the beginning of a sentence. */
	readonly verb: string;
	readonly description: string;
	/** The key of the output that says what was done. */
	readonly doneKey: string;
	/** What a model must know about it. */
	readonly advice: string;
	/** A lead that is no longer there after an earlier attempt was lost is as it was asked to be. */
	readonly isDoneWhenMissing?: boolean;
}

export const pauseLead = defineChange({
	name: 'pause',
	displayName: 'Pause',
	verb: 'Pause',
	description: 'Stop sending to one lead of a campaign until it is resumed',
	doneKey: 'paused',
	advice: 'The lead gets no more messages until it is resumed.',
});

export const resumeLead = defineChange({
	name: 'resume',
	displayName: 'Resume',
	verb: 'Resume',
	description: 'Continue sending to a paused lead of a campaign',
	doneKey: 'resumed',
	advice:
		'If the campaign is active, it sends messages to this person: only do it when a person asked for that.',
});

export const removeLead = defineChange({
	name: 'remove',
	displayName: 'Remove',
	verb: 'Remove',
	description: 'Take one lead out of a campaign. On Inbox, this cancels what it would still get.',
	doneKey: 'removed',
	advice: 'This cannot be undone: only do it when a person asked for exactly this lead.',
	isDoneWhenMissing: true,
});

function defineChange(change: Change): Operation {
	const { name, displayName, verb, description, doneKey, advice } = change;
	return defineOperation({
		resource: 'lead',
		name,
		displayName,
		action: `${verb} lead of campaign`,
		description,
		properties: [
			campaignProperty(name),
			...providers.flatMap(({ id, leads }): INodeProperties[] => {
				const capability = leads?.[name];
				return capability === undefined ? [] : [leadProperty(name, id, capability)];
			}),
		],
		capability: ({ leads }) => leads?.[name],
		toolDescription: ({ displayName: provider }, { references }) =>
			`${verb} one lead (a person) of one campaign on ${provider}, by the campaign's ID and the lead's ${references.map(({ by }) => by).join(' or ')}. ${advice} Returns ${doneKey}: true.`,
		readInput(item, capability) {
			const campaignId = readCampaignId(item);
			const lead = readReference(item, capability);
			const options = readChangeOptions(item, capability);
			// Checked now, so that an invalid option changes no lead of another item.
			capability.request(campaignId, lead, options);
			return { campaignId, lead, options };
		},
		changes: ({ campaignId }) => ({ id: campaignId }),
		async execute(context, { campaignId, lead, options }, capability) {
			const { client } = context;
			const found = await lookUp(context, campaignId, lead);
			const request = capability.request(campaignId, found, options);
			const outcome = await client.attempt(request);
			const isGone = !outcome.ok && outcome.kind === 'notFound';
			const isDone = isGone && outcome.mayHaveTakenEffect && change.isDoneWhenMissing === true;
			if (!outcome.ok && !isDone) {
				throw isGone ? noSuchLead(client, campaignId, lead) : outcome.error;
			}
			const output: IDataObject = {
				...found.output,
				[lead.rule.outputKey]: lead.value,
				campaignId,
				[doneKey]: true,
			};
			return { output };
		},
	});
}

/** The lead that an operation is about, as the provider's calls name leads. */
function leadProperty(
	operation: OperationName<'lead'>,
	provider: string,
	{ references }: LeadChangeCapability,
): INodeProperties {
	const firstMode = { mode: references[0]?.by ?? '', value: '' };
	return {
		displayName: 'Lead',
		name: 'lead',
		type: 'resourceLocator',
		required: true,
		default: firstMode,
		modes: references.map(toMode),
		displayOptions: { show: { operation: [operation], provider: [provider] } },
	};
}

function toMode({ by, displayName, example }: LeadReferenceRule): INodePropertyMode {
	const input = { type: 'string' as const, placeholder: `e.g. ${example}` };
	return { displayName, name: by, ...input };
}

interface NamedLead extends LeadReference {
	readonly rule: LeadReferenceRule;
}

/**
 * The lead that the user named.
 *
 * @throws InvalidInput when it is empty or cannot be what it is said to be
 */
function readReference(item: Item, { references }: LeadChangeCapability): NamedLead {
	const { mode, value } = readLocator(item, 'lead');
	const by = mode ?? references[0]?.by;
	const rule = references.find((one) => one.by === by);
	if (rule === undefined) {
		throw notOneOf(
			'Lead',
			by,
			references.map((one) => one.by),
		);
	}
	if (value === '') {
		throw new InvalidInput(
			"'Lead' is empty",
			'Enter the lead, or check the expression that should give it.',
		);
	}
	if (!rule.pattern.test(value)) {
		throw new InvalidInput(
			`'Lead' cannot be '${value.slice(0, 80)}' when it is chosen ${rule.displayName}`,
			`It looks like ${rule.example}. Enter one, or choose another mode.`,
		);
	}
	return { by: rule.by, value, rule };
}

/**
 * The lead as the calls take it: one that is named otherwise is looked up in the campaign's list.
 *
 * @throws NodeApiError with HTTP code 404 when the campaign has no such lead
 */
async function lookUp(
	{ client, leadIndex }: ItemContext,
	campaignId: string,
	lead: NamedLead,
): Promise<LeadReference & { readonly output: IDataObject }> {
	const getAll = client.provider.leads?.getAll;
	if (lead.rule.isLookedUp !== true || getAll === undefined) return { ...lead, output: {} };
	const id = await leadIndex.find(client, getAll, campaignId, lead.value.toLowerCase());
	if (id === undefined) throw noSuchLead(client, campaignId, lead);
	return { by: 'id', value: id, output: { leadId: id } };
}

function noSuchLead(
	client: ApiClient,
	campaignId: string,
	{ by, value }: LeadReference,
): NodeApiError {
	const error = client.error(
		`The campaign has no lead with the ${by} '${value}'`,
		`It may have been removed, or ${client.provider.displayName} has no campaign with the ID '${campaignId}'. Use Get Many of leads to see which leads the campaign has.`,
		'404',
	);
	error.context.campaignId = campaignId;
	return error;
}
