import { hash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import type { RawCampaign } from '../../campaign';
import { isObject } from '../../json';
import type { ApiClient } from '../../transport/client';
import { accountId } from '../../transport/credential';
import type { CampaignExecution, ItemContext } from './operation';
import type { StepFailure } from './partlyDone';

/** What a write comes to; `none` when nothing has to be written. */
export type PlanKind = 'create' | 'update' | 'changeStatus' | 'duplicate' | 'delete' | 'none';

/** A field that a write changes, in the words that the API writes. */
export interface FieldChange extends IDataObject {
	/** As the API writes it. */
	field: string;
	/** Null when there is none, or it cannot be read back. */
	from: IDataObject[string];
	to: IDataObject[string];
}

/**
 * A write that is worked out, but not sent: every operation that writes first makes one, and what is sent is exactly
 * this.
 */
export interface Plan {
	readonly kind: PlanKind;
	/** The campaign that is written; null when it is yet to be created. */
	readonly id: string | null;
	/** The campaign's name as it is now, or that of the new one; null when it was not read. */
	readonly name: string | null;
	readonly changes: readonly FieldChange[];
	/** Whether a step starts a campaign, or changes what one sends that is active. */
	readonly reachesPeople: boolean;
	/** What else decides whether the plan still holds: what is asked for, and what is there of that. */
	readonly basis: IDataObject;
	/** Whether the user did not name the campaign by its ID, so that errors have to. */
	readonly isFoundByName?: boolean;
	/** The request that makes the campaign, when it is yet to be created. */
	readonly creation?: CreationStep;
	/**
	 * The other requests, one a step, in their order.
	 *
	 * @param target the campaign; its ID is made up when only the names of the steps are asked for
	 */
	stepsOf(target: Target): readonly PlanStep[];
	/** Completes the item when all steps are done. */
	finish(context: ItemContext, progress: Progress): CampaignExecution;
}

/** The campaign that steps are about. */
export interface Target {
	readonly id: string;
	/** The campaign as it is before the steps, if it was read. */
	readonly current?: RawCampaign;
}

/** The request that makes a campaign. */
export interface CreationStep {
	/** A verb and a thing. */
	readonly name: string;
	/** @throws NodeApiError when it is not certain that there is exactly one new campaign */
	run(context: ItemContext): Promise<Target & Pick<Progress, 'campaign'>>;
}

/** One request of a plan. */
export interface PlanStep {
	/** A verb and a thing. */
	readonly name: string;
	/** Sends the request, with its retries. */
	run(context: ItemContext, progress: Progress): Promise<StepResult | StepFailure>;
	/** What holds when a later step fails, as a sentence for users. */
	readonly ifLaterFails?: string;
}

/** What a step came to that is done. */
export interface StepResult {
	/** The campaign, when the answer held all of it. */
	readonly campaign?: RawCampaign;
	/** The campaign does not exist any more. */
	readonly isDeleted?: boolean;
}

/** How far a write is. */
export interface Progress extends StepResult {
	readonly id: string;
	/** The names of the steps that are done. */
	readonly done: readonly string[];
}

/** The names of all requests of a plan, in the order in which they are sent. */
export function stepNames({ creation, id, stepsOf }: Plan, client: ApiClient): string[] {
	const target = { id: id ?? client.provider.campaignId.example };
	const names = stepsOf(target).map(({ name }) => name);
	return creation === undefined ? names : [creation.name, ...names];
}

/** The item that a plan is shown as. */
export function planJson(client: ApiClient, operation: string, plan: Plan): IDataObject {
	const { kind, id, name, changes, reachesPeople } = plan;
	return {
		plan: kind,
		id,
		name,
		provider: client.provider.id,
		changes: [...changes],
		steps: stepNames(plan, client),
		reachesPeople,
		planId: planIdOf(client, operation, plan),
	};
}

/**
 * Identifies a plan: the account, the operation, the campaign, what is asked for and what is there of it. Two plans with
 * the same ID do the same.
 */
export function planIdOf(client: ApiClient, operation: string, plan: Plan): string {
	const { kind, id, name, changes, reachesPeople, basis } = plan;
	const account = accountId(client.account);
	const steps = stepNames(plan, client);
	const all = { account, operation, kind, id, name, changes, steps, reachesPeople, basis };
	return hash('sha256', canonical(all), 'hex').slice(0, 32);
}

/**
 * The IDs of the campaigns that have the name of a new one. They are part of its plan, so that a plan that was carried out
 * once does not hold again.
 *
 * @throws NodeApiError when the list cannot be read
 */
export async function idsNamed(
	{ client, campaignIndex }: ItemContext,
	name: string,
): Promise<string[]> {
	const use = { needsWhole: false, willWrite: () => false };
	const found = await campaignIndex.find(client, name, use);
	return found.map((raw) => client.normalize(raw).id).sort();
}

/** A value as a text that does not depend on the order of keys. */
function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
	if (!isObject(value)) return JSON.stringify(value ?? null);
	const keys = Object.keys(value).filter((key) => value[key] !== undefined);
	return `{${keys
		.sort()
		.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
		.join()}}`;
}
