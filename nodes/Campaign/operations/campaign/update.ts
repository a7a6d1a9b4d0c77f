import type { INodeProperties } from 'n8n-workflow';
import { providers } from '../../providers/registry';
import { campaignLocator, simplifyProperty } from '../shared/properties';
import { InvalidInput } from '../../providers/contract/provider';
import type { Operation } from '../shared/operation';
import { campaignId, campaignName, collection, isEmptyChange } from '../shared/parameters';
import { makeChanges, present } from '../shared/campaigns';

const properties: readonly INodeProperties[] = [
	{ ...campaignLocator, required: true, displayOptions: { show: { operation: ['update'] } } },
	...providers.flatMap(({ id, verbs }): INodeProperties[] =>
		verbs.update === undefined
			? []
			: [
					{
						displayName: 'Update Fields',
						name: 'updateFields',
						type: 'collection',
						placeholder: 'Add Field',
						default: {},
						options: [...verbs.update.updateFields],
						displayOptions: { show: { operation: ['update'], provider: [id] } },
					},
				],
	),
	simplifyProperty(['update']),
];

/** Changes what the user set and nothing else. */
export const update: Operation = {
	verb: 'update',
	displayName: 'Update',
	action: 'Update campaign',
	description: 'Change fields of a campaign. Fields that you do not add stay as they are.',
	toolDescription: ({ displayName }) =>
		`Change settings of one campaign on ${displayName}, by its id. What is not given stays as it is. Does not start or pause it, but a change of a campaign that is running may reach people at once. Answers with the campaign as it then stands.`,
	properties,
	isOffered: ({ verbs }) => verbs.update !== undefined,
	subject: campaignId,
	async execute(job) {
		const { update: verb } = job.provider.verbs;
		if (verb === undefined)
			throw new InvalidInput(`${job.provider.displayName} can't update campaigns`);
		const id = campaignId(job);
		const fields = collection(job, 'updateFields', verb.updateFields);
		if (isEmptyChange(fields)) {
			throw new InvalidInput(
				'There is nothing to update',
				"Add at least one field under 'Update Fields'.",
			);
		}
		if (fields.name !== undefined) fields.name = campaignName(job.provider, fields.name);
		return present(job, await makeChanges(job, id, verb, fields));
	},
};
