import { InvalidInput } from '../../providers/contract/invalidInput';
import type { ApiClient } from '../../transport/client';
import { applyPlan } from './applyPlan';
import type { CampaignNeed, CommonDefinition, ItemContext, Operation } from './operation';
import { defineOperation } from './operation';
import { withCampaignId } from './partlyDone';
import type { FieldChange, Plan } from './plan';
import { planIdOf, planJson, stepNames } from './plan';
import type { Planning } from './planOptions';
import { readPlanning } from './planOptions';

/** The longest text that an error shows of a value, or of all changes, in characters. */
const maxValueLength = 120;
const maxChangesLength = 700;

/** What a model is told about plans. */
const planAdvice =
	'If the option Plan Only is on, nothing is changed: it returns the plan with its changes, its steps, reachesPeople and a planId. Plan first, show the plan to a person, and write with that planId as the option Plan ID once it is approved.';

/** How an operation is defined that writes a campaign: it plans, and the plan is what is sent. */
interface WriteDefinition<Capability, Input>
	extends Omit<CommonDefinition<Capability, Input>, 'needs'> {
	/**
	 * The campaign that the item has to know before it writes, if its ID is known.
	 *
	 * @param isPlanned whether the plan itself is asked for: it names the campaign, and what is there. What it compares with
	 * is read whole then: else it would depend on how many items are planned together whether a field is known.
	 */
	needs?(input: Input, isPlanned: boolean): CampaignNeed | undefined;
	/**
	 * Works out what is to be sent, and reads what it takes for that. Writes nothing.
	 *
	 * @param isPlanned as for `needs`
	 * @throws InvalidInput or NodeApiError as the write itself would
	 */
	plan(
		context: ItemContext,
		input: Input,
		capability: Capability,
		isPlanned: boolean,
	): Promise<Plan>;
}

/** Makes an operation that writes a campaign, with the options Plan Only and Plan ID. */
export function defineWrite<Capability, Input>(
	definition: WriteDefinition<Capability, Input>,
): Operation {
	const isPlanned = ({ planOnly, planId }: Planning) => planOnly || planId !== undefined;
	return defineOperation<Capability, { input: Input; planning: Planning }>({
		...definition,
		toolDescription: (provider, capability) =>
			`${definition.toolDescription(provider, capability)} ${planAdvice}`,
		readInput: (item, capability) => ({
			input: definition.readInput(item, capability),
			planning: readPlanning(item),
		}),
		changes: ({ input }) => definition.changes?.(input) ?? {},
		needs: ({ input, planning }) => definition.needs?.(input, isPlanned(planning)),
		async execute(context, { input, planning }, capability) {
			const { client } = context;
			const plan = await definition.plan(context, input, capability, isPlanned(planning));
			const { name } = definition;
			if (planning.planOnly) return { output: planJson(client, name, plan) };
			const { planId } = planning;
			if (planId !== undefined && planIdOf(client, name, plan) !== planId) {
				throw planChanged(client, planId, plan);
			}
			const applied = applyPlan(context, plan);
			return await (plan.isFoundByName === true && plan.id !== null
				? withCampaignId(plan.id, applied)
				: applied);
		},
	});
}

/** The error when a plan does not hold any more. It shows what a plan made now would do. */
function planChanged(client: ApiClient, planId: string, plan: Plan): InvalidInput {
	const { kind, id, name, changes } = plan;
	const campaign = [name === null ? [] : `'${name}'`, id === null ? [] : `(ID ${id})`].flat();
	const now =
		kind === 'none'
			? 'Now nothing would have to be changed.'
			: `A plan made now: ${stepNames(plan, client).join(', ')}. Changes: ${describeChanges(changes)}.`;
	return new InvalidInput(
		`The plan '${planId.slice(0, 64)}' does not hold for the campaign ${campaign.join(' ')}`,
		`Nothing was sent. The campaign or what is asked for differs from what was planned, part of the plan is done already, or the plan is another campaign's. ${now} Run again without 'Plan ID', or plan again.`,
	);
}

function describeChanges(changes: readonly FieldChange[]): string {
	if (changes.length === 0) return 'none';
	const text = changes
		.map(({ field, from, to }) => `${field} from ${shortJson(from)} to ${shortJson(to)}`)
		.join('; ');
	return shortened(text, maxChangesLength);
}

function shortJson(value: FieldChange['to']): string {
	return shortened(JSON.stringify(value ?? null), maxValueLength);
}

function shortened(text: string, length: number): string {
	return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
