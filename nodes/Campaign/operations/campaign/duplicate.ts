import { createOnce } from '../shared/createOnce';
import { finishWrite } from '../shared/finish';
import type { Item } from '../shared/operation';
import { isEmpty, readCampaignId, readSimplify, requireName } from '../shared/parameters';
import { idsNamed } from '../shared/plan';
import { campaignProperty, simplifyFor } from '../shared/properties';
import { fieldStep } from '../shared/steps';
import { defineWrite } from '../shared/write';

/** Makes a copy of a campaign. */
export const duplicate = defineWrite({
	resource: 'campaign',
	name: 'duplicate',
	displayName: 'Duplicate',
	action: 'Duplicate campaign',
	description: 'Make a copy of a campaign. The copy is a draft.',
	properties: [
		campaignProperty('duplicate'),
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			placeholder: 'e.g. Spring launch',
			description:
				'The name of the copy. If empty, the service makes one of the name of the original.',
			displayOptions: { show: { operation: ['duplicate'] } },
		},
		simplifyFor('duplicate'),
	],
	capability: ({ campaigns }) => campaigns.duplicate,
	toolDescription: ({ displayName }, { copied }) =>
		`Make a copy of one campaign on ${displayName}, by its ID. The copy is a draft, so nothing is sent to people. ${copied} Every call makes another copy. Returns the copy: its id, name and status.`,
	readInput(item) {
		const isSimplified = readSimplify(item);
		return {
			campaign: { id: readCampaignId(item), needsWhole: false },
			newName: readNewName(item),
			isSimplified,
		};
	},
	changes: ({ campaign, newName }) => ({ id: campaign.id, name: newName, namesLater: true }),
	needs: ({ campaign }) => campaign,
	async plan(context, { campaign, newName, isSimplified }, capability, isPlanned) {
		const { client, currentCampaigns } = context;
		const { request, parseId, nameOfCopy, rename } = capability;
		const { id } = campaign;
		const { name } = client.normalize(await currentCampaigns.require(client, campaign));
		const firstName = nameOfCopy(name);
		const copyName = newName ?? firstName;
		const others = isPlanned ? await idsNamed(context, copyName) : [];
		return {
			kind: 'duplicate',
			id,
			name,
			changes: [{ field: 'name', from: null, to: copyName }],
			reachesPeople: false,
			basis: { others },
			creation: {
				name: 'duplicate campaign',
				run: async (itemContext) =>
					await createOnce(itemContext, {
						...{ name: firstName, request: request(id), parseId },
						advice: '',
					}),
			},
			stepsOf: (copy) => (copyName === firstName ? [] : [fieldStep(rename(copy.id, copyName))]),
			finish: (_, progress) =>
				finishWrite(client, progress, {
					changed: ['name'],
					isSimplified,
					createdName: copyName,
				}),
		};
	},
});

/** @returns undefined when the service shall choose the name */
function readNewName({ functions, itemIndex, provider }: Item): string | undefined {
	const value: unknown = functions.getNodeParameter('name', itemIndex, '');
	return isEmpty(value) ? undefined : requireName(provider, value);
}
