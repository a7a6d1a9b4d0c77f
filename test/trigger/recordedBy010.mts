import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { keys } from '../../sandbox/api/keys.mts';
import type { ProviderId, World } from '../engine/world.mts';
import type { Step } from './upgradeScenarios.mts';

/** The static data of a trigger. */
export interface Stored {
	watch: IDataObject;
}

/** What version 0.1.0 itself stored and reported after each step of each scenario. */
export const recorded = JSON.parse(
	readFileSync(join(import.meta.dirname, 'stateOf010.json'), 'utf8'),
) as Record<string, Array<{ stored: Stored; items: IDataObject[] }>>;

const apiPaths: Record<ProviderId, string> = {
	dailyStory: '/api/v1',
	falconyte: '/public/v1',
	inbox: '/api/v1',
	rapidPro: '/api/v2',
	smartlead: '/api/v1',
};

/** The API key of a step. */
export const keyOf = ({ provider, key }: Step) => key ?? keys[provider];

/** How 0.1.0 marked the account of a step, whose address differs from run to run. */
function accountMark(world: World, step: Step): string {
	const parts = [`${world.address(step.provider)}${apiPaths[step.provider]}`, keyOf(step)];
	const text = parts.map((part) => JSON.stringify(part)).join('\n');
	return createHash('sha256').update(text).digest('base64url').slice(0, 4);
}

/** A state with every account's mark replaced by the key, which is the same in every run. */
export function withKeys(world: World, stored: string, steps: readonly Step[]): Stored {
	const state = JSON.parse(stored) as Stored;
	const step = steps.find((each) => accountMark(world, each) === state.watch.account);
	if (step !== undefined) state.watch.account = keyOf(step);
	return state;
}

/** A recorded state with the mark that its account has in this run. */
export function withMarks(world: World, { watch }: Stored, steps: readonly Step[]): Stored {
	const step = steps.find((each) => keyOf(each) === watch.account);
	if (step === undefined) throw new Error('No step of the scenario has this key.');
	return { watch: { ...watch, account: accountMark(world, step) } };
}

/** Items without the time of the poll and the address of the sandbox. */
export function comparable(
	world: World,
	items: readonly IDataObject[],
	{ provider }: Step,
): IDataObject[] {
	const timeless = items.map(({ detectedAt: _now, ...item }) => item);
	const text = JSON.stringify(timeless);
	return JSON.parse(
		text.replaceAll(world.address(provider), 'https://service.example'),
	) as IDataObject[];
}

/** Items without IDs, where versions give other ones. */
export function withoutIds(items: readonly IDataObject[], isFirst: boolean): IDataObject[] {
	return isFirst ? items.map(({ eventId: _id, ...item }) => item) : [...items];
}
