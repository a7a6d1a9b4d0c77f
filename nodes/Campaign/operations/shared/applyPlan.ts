import type { CampaignExecution, ItemContext } from './operation';
import { partlyDone } from './partlyDone';
import type { Plan, Progress, Target } from './plan';

/**
 * Sends the requests of a plan, one after the other.
 *
 * @throws NodeApiError naming the campaign, the steps done and the step that failed
 */
export async function applyPlan(context: ItemContext, plan: Plan): Promise<CampaignExecution> {
	const { client, currentCampaigns } = context;
	const { creation } = plan;
	const created = await creation?.run(context);
	const target: Target = created ?? { id: plan.id ?? '' };
	let progress: Progress = {
		id: target.id,
		done: creation === undefined ? [] : [creation.name],
		campaign: created?.campaign,
	};
	const steps = plan.stepsOf(target);
	if (creation === undefined && steps.length > 0) currentCampaigns.noteWritten(client, target.id);
	const state: string[] = [];
	for (const { name, run, ifLaterFails } of steps) {
		const result = await run(context, progress);
		if ('failure' in result) {
			const { error, isUnknown, advice } = result.failure;
			const { id, done } = progress;
			if (done.length === 0) throw error;
			const isCreated = creation !== undefined;
			throw partlyDone(client, error, id, {
				...{ done, failed: name, isUnknown, advice, state, isCreated },
			});
		}
		if (ifLaterFails !== undefined) state.push(ifLaterFails);
		progress = { ...result, id: progress.id, done: [...progress.done, name] };
	}
	return plan.finish(context, progress);
}
