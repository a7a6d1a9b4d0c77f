import type { CampaignStatus, RawCampaign } from '../../campaign';
import { tryApi } from '../../errors';
import type { ChangeStatusCapability } from '../../providers/contract/campaigns';
import type { ContentField, ContentStep } from '../../providers/contract/content';
import type { Step } from '../../providers/contract/step';
import type { ApiClient, Failed } from '../../transport/client';
import { readCampaign } from '../../transport/readCampaign';
import { notFoundError } from './campaigns';
import { readEntries } from './content';
import { stepFailure } from './partlyDone';
import type { PlanStep } from './plan';

/** A step that sets fields of a campaign. */
export function fieldStep({ name, request, isDone, parseCampaign }: Step): PlanStep {
	return {
		name,
		async run({ client }, { id, done }) {
			const outcome = await client.attempt(request);
			if (outcome.ok) return { campaign: parseCampaign?.(outcome.body) };
			if (outcome.mayHaveTakenEffect && isDone !== undefined) {
				const { value: now } = await tryApi(readCampaign(client, id));
				if (now && isDone(now)) return { campaign: now };
			}
			return await missingOr(client, id, done, outcome);
		},
	};
}

/** A step that writes content. */
export function contentStep(field: ContentField, step: ContentStep): PlanStep {
	const { name, request, isDone, isConfirmed } = step;
	return {
		name,
		async run({ client }, { id, done, campaign }) {
			// What the campaign's own fields say only changes where the content is part of them.
			const result = field.read.by === 'call' ? { campaign } : {};
			const outcome = await client.attempt(request);
			if (outcome.ok && isConfirmed?.(outcome.body) !== false) return result;
			if (isDone !== undefined && (outcome.ok || outcome.mayHaveTakenEffect)) {
				const { value: entries } = await tryApi(readEntries(client, field, id));
				if (entries !== undefined && isDone(entries)) return result;
			}
			if (!outcome.ok) return await missingOr(client, id, done, outcome);
			const error = client.error(
				`${client.provider.displayName} did not confirm that it did as asked: ${request.purpose}`,
				'Check the campaign in the web app, then run this item again.',
			);
			return { failure: { error, isUnknown: true } };
		},
	};
}

/** A failure, or that the campaign does not exist. A campaign that was just created may only not be visible yet. */
async function missingOr(client: ApiClient, id: string, done: readonly string[], outcome: Failed) {
	const isMissing =
		done.length === 0 &&
		outcome.kind === 'notFound' &&
		(await tryApi(readCampaign(client, id))).value === null;
	return stepFailure(outcome, isMissing ? notFoundError(client, id) : undefined);
}

const statusVerbs: Readonly<Record<CampaignStatus, string>> = {
	draft: 'draft',
	active: 'start',
	paused: 'pause',
	completed: 'complete',
	stopped: 'stop',
	archived: 'archive',
	deleted: 'delete',
	unknown: 'change',
};

/**
 * A step that changes a campaign's status.
 *
 * @param current the campaign as it is now, if it was read
 */
export function statusStep(
	capability: ChangeStatusCapability,
	status: CampaignStatus,
	current: RawCampaign | undefined,
): PlanStep {
	return {
		name: `${statusVerbs[status]} campaign`,
		async run({ client }, { id, done }) {
			const outcome = await client.attempt(capability.request(id, status, current));
			if (outcome.ok) return {};
			const { campaign: now } = await lookAfterFailure(client, id, outcome);
			if (now && hasStatus(client, now, status)) return { campaign: now };
			// A deleted campaign may no longer be readable.
			if (now === null && status === 'deleted' && outcome.mayHaveTakenEffect) {
				return { isDeleted: true };
			}
			// A campaign that was just created may only not be visible yet.
			const isMissing = now === null && done.length === 0;
			return stepFailure(outcome, isMissing ? notFoundError(client, id) : undefined);
		},
	};
}

/**
 * Looks whether a change took effect although it failed, or whether the campaign is missing.
 *
 * @returns the campaign, null when it does not exist, undefined when that is not known or the failure is certain
 */
async function lookAfterFailure(
	client: ApiClient,
	id: string,
	{ kind, mayHaveTakenEffect }: Failed,
): Promise<{ campaign?: RawCampaign | null }> {
	const isMissing = kind === 'notFound' || kind === 'notOffered';
	if (!isMissing && !mayHaveTakenEffect) return {};
	const { value } = await tryApi(readCampaign(client, id));
	return { campaign: value };
}

/** Whether a campaign has the status. One that has nothing left to send completes as soon as it starts. */
export function hasStatus(client: ApiClient, raw: RawCampaign, status: CampaignStatus): boolean {
	const { status: now } = client.normalize(raw);
	return now === status || (status === 'active' && now === 'completed');
}
