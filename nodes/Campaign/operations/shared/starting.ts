import type { RawCampaign } from '../../campaign';
import { InvalidInput } from '../../providers/contract/invalidInput';
import type { ApiClient } from '../../transport/client';
import type { ContentChange, SetContent } from './content';
import type { PlanStep } from './plan';
import { statusStep } from './steps';

/** Whether the service refuses the change while the campaign is active. */
export function isRefused({ declared, entries }: ContentChange): boolean {
	return declared.isRefusedWhileActive?.(entries) === true;
}

/**
 * What goes before and after changes that the service refuses while a campaign is active.
 *
 * @param pauseWhileChanging whether it may be paused for them
 * @throws InvalidInput when the campaign is active and must not be paused
 */
export function pauseSteps(
	client: ApiClient,
	current: RawCampaign,
	contents: readonly ContentChange[],
	pauseWhileChanging: boolean,
): { before: PlanStep[]; after: PlanStep[] } {
	const { displayName, campaigns } = client.provider;
	const { name, status } = client.normalize(current);
	const refused = contents.filter(isRefused);
	const [first] = refused;
	const { changeStatus } = campaigns;
	if (first === undefined || status !== 'active' || changeStatus === undefined) {
		return { before: [], after: [] };
	}
	const labels = refused.map(({ field }) => `'${field.editor.displayName}'`).join(' and ');
	if (!pauseWhileChanging) {
		throw new InvalidInput(
			`${displayName} does not change ${labels} of the campaign '${name}' while it is active`,
			"Nothing was changed. Pause the campaign first with Change Status, or turn on the option 'Pause While Changing', which starts it again afterwards.",
		);
	}
	requireStartable(client, name, contents);
	const pause = statusStep(changeStatus, 'paused', current);
	const ifLaterFails =
		'The campaign is paused, and stays so: start it with Change Status when it is as you want it.';
	return {
		before: [{ ...pause, ifLaterFails }],
		after: [statusStep(changeStatus, 'active', current)],
	};
}

/** @throws InvalidInput when the campaign could not be started with this content */
export function requireStartable(
	client: ApiClient,
	name: string,
	content: readonly SetContent[],
): void {
	const reasons = content.flatMap(({ declared: { preventsStart } }) => preventsStart ?? []);
	if (reasons.length === 0) return;
	throw new InvalidInput(
		`${client.provider.displayName} cannot start the campaign '${name}': it ${reasons.join(', and ')}`,
		'Nothing was changed. Set what is missing, or leave the campaign paused.',
	);
}

/** The step that starts a draft when everything else is done. */
export function startStep(
	client: ApiClient,
	current: RawCampaign,
	content: readonly SetContent[],
): PlanStep {
	requireStartable(client, client.normalize(current).name, content);
	return newStartStep(client, current);
}

/** The last step of a write that starts a campaign. */
export function newStartStep({ provider }: ApiClient, current: RawCampaign | undefined): PlanStep {
	const { changeStatus } = provider.campaigns;
	if (changeStatus !== undefined) return statusStep(changeStatus, 'active', current);
	throw new InvalidInput(`${provider.displayName} has no call that starts a campaign`);
}
