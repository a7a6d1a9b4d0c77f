import { tryApi } from '../../errors';
import { InvalidInput } from '../../providers/contract/invalidInput';
import { additionalFieldsJson, jsonFields } from '../../providers/shared/fields';
import { requireCampaign } from './campaigns';
import { newField } from './changes';
import { contentValues } from './content';
import { createOnce } from './createOnce';
import { finishWrite } from './finish';
import type { NewCampaign } from './newCampaign';
import type { ItemContext } from './operation';
import { partlyDone } from './partlyDone';
import type { CreationStep, FieldChange, Plan, PlanStep, Target } from './plan';
import { idsNamed } from './plan';
import { newStartStep, requireStartable } from './starting';
import { contentStep, fieldStep } from './steps';

/** The step that every new campaign begins with. */
const createStep = 'create campaign';

/**
 * Plans a new campaign: its creation, what needs calls of its own, its content, and its start.
 *
 * @param isPlanned whether the plan itself is asked for
 * @throws InvalidInput when it cannot be created with these fields, NodeApiError when something cannot be read
 */
export async function planCreation(
	context: ItemContext,
	campaign: NewCampaign,
	isSimplified: boolean,
	isPlanned: boolean,
): Promise<Plan> {
	const { client, accountLists, warn } = context;
	const { name, fields, content, startNow } = campaign;
	const { create: capability } = client.provider.campaigns;
	// Checked now, so that what cannot be sent creates no campaign.
	const request = capability.request(fields);
	for (const { declared } of content) {
		await accountLists.requireReferences(client, declared.references?.([]) ?? []);
	}
	if (startNow) requireReady(context, campaign);
	const others = isPlanned ? await idsNamed(context, name) : [];
	const { followUp } = capability;
	const followed = followUp?.fields(fields) ?? {};
	const stepsOf = (target: Target): PlanStep[] => [
		...(followUp?.steps(target.id, followed, target.current) ?? []).map(fieldStep),
		...content.flatMap(({ field, declared }) =>
			declared.steps(target.id, []).map((step) => contentStep(field, step)),
		),
		...(startNow ? [newStartStep(client, target.current)] : []),
	];
	const creation: CreationStep = {
		name: createStep,
		run: async (itemContext) => {
			const { parseId, parseCampaign } = capability;
			const created = await createOnce(itemContext, {
				...{ name, request, parseId, parseCampaign },
				advice:
					", or set 'If Name Exists' of Create to Use Existing, which looks for the name first",
			});
			const needsCurrent = followUp?.needsCurrent(followed) === true;
			if (!needsCurrent) return created;
			const { value, error } = await tryApi(requireCampaign(client, created.id));
			if (error === undefined) return { ...created, current: value };
			throw partlyDone(client, error, created.id, {
				done: [createStep],
				failed: 'reading it for the next step',
				isCreated: true,
			});
		},
	};
	const { example } = client.provider.campaignId;
	// A new campaign has no content, so an empty list changes nothing.
	const written = content.filter(({ declared }) => declared.steps(example, []).length > 0);
	const changes = newFields({ ...campaign, content: written });
	const changed = changes.map(({ field }) => field);
	const isActive = capability.newStatus?.(fields) === 'active';
	// A campaign whose content has calls of its own sends nothing without it.
	const hasContent =
		client.provider.campaigns.content === undefined ||
		content.some(({ field, declared }) => field.reachesPeople && declared.value.length > 0);
	return {
		kind: 'create',
		id: null,
		name,
		changes,
		reachesPeople: startNow || (isActive && hasContent),
		basis: { fields, content: contentValues(content), startNow, others },
		creation,
		stepsOf,
		finish(_, progress) {
			return finishWrite(client, progress, {
				changed,
				isSimplified,
				createdName: name,
				...(startNow ? { status: 'active' } : {}),
				onCreated(raw) {
					const difference = capability.describeDifference?.(fields, raw);
					if (difference !== undefined) warn(difference);
				},
			});
		},
	};
}

/** Everything that a new campaign gets, in the words that the API writes as far as the provider has them. */
function newFields({ fields, content, startNow }: NewCampaign): FieldChange[] {
	const ownFields = Object.entries(fields).filter(([name]) => name !== additionalFieldsJson.name);
	return [
		...[...ownFields, ...Object.entries(jsonFields(fields))].map(([field, to]) =>
			newField(field, to),
		),
		...content.map(({ field, declared }) => newField(field.name, declared.value)),
		...(startNow ? [newField('status', 'active')] : []),
	];
}

/** @throws InvalidInput when the new campaign would lack something to be started */
function requireReady({ client }: ItemContext, { name, fields, content }: NewCampaign): void {
	const { displayName, campaigns } = client.provider;
	const missing = campaigns.create.startNow?.lacks?.({ ...fields, ...contentValues(content) });
	if (missing !== undefined && missing.length > 0) {
		throw new InvalidInput(
			`${displayName} cannot start the new campaign '${name}': it has no ${missing.join(', and no ')}`,
			"Nothing was created. Add what is missing, or turn 'Start Now' off.",
		);
	}
	requireStartable(client, name, content);
}
