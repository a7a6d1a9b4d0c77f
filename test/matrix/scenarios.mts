import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, type ProviderId } from '../engine/world.mts';
import { facts } from '../providers/facts.mts';

/** One operation of a provider, on a campaign of the sandbox's seed. */
export interface Scenario {
	readonly verb: string;
	readonly parameters: INodeParameters;
	/** The name of the campaign that it creates; undefined if it creates none. */
	readonly makes?: string;
	/** The input items, if the scenario needs several. A failed one does not end the run then. */
	readonly items?: IDataObject[];
}

/** Every operation of a provider, with the parameters that a user would set. */
export function scenarios(provider: ProviderId): Scenario[] {
	const { activeCampaign, create, update, newStatus, deletableId } = facts[provider];
	const campaign = byId(activeCampaign.id);
	const { required, additionalFields } = create;
	const creation: INodeParameters =
		additionalFields === undefined ? required : { ...required, additionalFields };
	const made = 'Made by the matrix';
	return [
		{ verb: 'getAll', parameters: { operation: 'getAll', returnAll: true } },
		{ verb: 'get', parameters: { operation: 'get', campaign } },
		{ verb: 'create', parameters: { operation: 'create', name: made, ...creation }, makes: made },
		...(update === undefined
			? []
			: [
					{
						verb: 'update',
						parameters: { operation: 'update', campaign, updateFields: update.fields },
					},
					{
						verb: 'upsert, new',
						parameters: { operation: 'upsert', matchBy: 'name', name: made, ...creation },
						makes: made,
					},
					{
						verb: 'upsert, there',
						parameters: {
							operation: 'upsert',
							matchBy: 'name',
							...creation,
							name: activeCampaign.name,
							...update.upsert,
						},
					},
				]),
		...(newStatus !== undefined
			? [
					{
						verb: 'changeStatus',
						parameters: { operation: 'changeStatus', campaign, status: 'paused' },
					},
				]
			: []),
		...(deletableId === undefined
			? []
			: [{ verb: 'delete', parameters: { operation: 'delete', campaign: byId(deletableId) } }]),
	];
}

const newLead = { campaign: byId('2048110'), email: 'rosa@made.example' };
const smartleadLead = {
	campaign: byId('2048110'),
	lead: { __rl: true, mode: 'email', value: 'nathan@acme.example' },
};
const lead = (operation: string, parameters: INodeParameters): Scenario => ({
	verb: `lead ${operation}`,
	parameters: { resource: 'lead', operation, ...parameters },
});

const inboxCampaign = byId(facts.inbox.activeCampaign.id);

/** Every operation on leads of a provider, with the parameters that a user would set. */
export const leadScenarios: Readonly<Record<ProviderId, readonly Scenario[]>> = {
	dailyStory: [],
	falconyte: [],
	rapidPro: [],
	inbox: [
		lead('add', { campaign: inboxCampaign, username: 'rosa', data: { city: 'Rome' } }),
		lead('remove', {
			campaign: inboxCampaign,
			lead: { __rl: true, mode: 'username', value: 'nathan' },
		}),
	],
	smartlead: [
		lead('add', { ...newLead, leadFields: { first_name: 'Rosa', customFields: { age: 7 } } }),
		lead('getAll', { campaign: byId('2048110'), returnAll: true }),
		lead('pause', smartleadLead),
		lead('resume', smartleadLead),
		lead('remove', smartleadLead),
	],
};

/** The operations that only one provider has, with the parameters that a user would set. */
export const moreScenarios: Readonly<Partial<Record<ProviderId, readonly Scenario[]>>> = {
	falconyte: [
		{
			verb: 'submitEvent',
			parameters: {
				operation: 'submitEvent',
				campaign: byId(facts.falconyte.activeCampaign.id),
				event_name: 'contact.saved',
				email: 'rosa@made.example',
			},
		},
	],
	smartlead: [
		{
			verb: 'duplicate',
			parameters: {
				operation: 'duplicate',
				campaign: byId(facts.smartlead.activeCampaign.id),
				name: 'Made by the matrix',
			},
			makes: 'Made by the matrix',
		},
	],
};
