import { tryApi } from '../../errors';
import type { ApiClient } from '../../transport/client';
import { accountId } from '../../transport/credential';
import { listCampaigns, listServes } from '../../transport/listCampaigns';
import { readCampaign } from '../../transport/readCampaign';
import { forEachConcurrently } from '../concurrency';
import type { ReadBack, ReadBackResult } from './operation';

/** How long to wait before each look at the campaigns that are not yet as they were asked to be, in ms. */
const lookDelaysMs: readonly number[] = [0, 1_000, 3_000];

/** A write after which the campaign has to be read. */
export interface UnreadWrite {
	readonly client: ApiClient;
	readonly readBack: ReadBack;
}

/** A campaign to read. */
interface Target {
	readonly account: string;
	/** The last write to it. */
	write: UnreadWrite;
	needsWhole: boolean;
	result: Omit<ReadBackResult, 'isSuperseded'>;
}

/**
 * Reads the campaigns that a run has written: each account's list once, if that takes fewer requests than reading each
 * campaign.
 *
 * @param writes in the order in which they were made
 * @param limit how many campaigns are read at the same time
 * @returns the campaign of each write as it is at the end of the run
 */
export async function readAllBack(
	writes: readonly UnreadWrite[],
	limit: number,
): Promise<(write: UnreadWrite) => ReadBackResult> {
	const targets = targetsOf(writes);
	let open = [...targets.values()];
	for (const delayMs of lookDelaysMs) {
		const [first] = open;
		if (first === undefined) break;
		if (delayMs > 0 && !(await first.write.client.pause(delayMs))) break;
		await readTargets(open, limit);
		open = open.filter(isNotAsAsked);
	}
	return (write) => {
		const target = targets.get(keyOf(write));
		return { ...target?.result, isSuperseded: target?.write !== write };
	};
}

function keyOf({ client, readBack }: UnreadWrite): string {
	return `${accountId(client.account)} ${readBack.id}`;
}

function targetsOf(writes: readonly UnreadWrite[]): Map<string, Target> {
	const targets = new Map<string, Target>();
	for (const write of writes) {
		const key = keyOf(write);
		const { needsWhole } = write.readBack;
		const target = targets.get(key);
		if (target === undefined) {
			const account = accountId(write.client.account);
			targets.set(key, { account, write, needsWhole, result: {} });
		} else {
			target.write = write;
			target.needsWhole ||= needsWhole;
		}
	}
	return targets;
}

function isNotAsAsked({ write: { readBack }, result: { campaign } }: Target): boolean {
	return campaign ? readBack.isAsAsked?.(campaign) === false : false;
}

async function readTargets(targets: readonly Target[], limit: number): Promise<void> {
	const accounts = new Map<string, Target[]>();
	for (const target of targets) {
		const same = accounts.get(target.account);
		if (same === undefined) accounts.set(target.account, [target]);
		else same.push(target);
	}
	const lists = [...accounts.values()];
	const alone: Target[] = [];
	await forEachConcurrently(lists.length, limit, noLock, async (index) => {
		alone.push(...(await inList(lists[index] ?? [])));
		return true;
	});
	await forEachConcurrently(alone.length, limit, noLock, async (index) => {
		const target = alone[index];
		if (target !== undefined) target.result = await readAlone(target);
		return true;
	});
}

const noLock = () => [];

/**
 * Reads the campaigns of one account from its list.
 *
 * @returns the campaigns that have to be read alone
 */
async function inList(targets: readonly Target[]): Promise<Target[]> {
	const [first] = targets;
	if (first === undefined) return [];
	const { client } = first.write;
	const inList = targets.filter(({ needsWhole }) => listServes(client, needsWhole));
	const ids = new Set(inList.map(({ write }) => write.readBack.id));
	const { value: found, error } = await tryApi(listCampaigns(client, ids));
	const isListOnly = client.provider.campaigns.get.by === 'list';
	return targets.filter((target) => {
		const { client: own, readBack } = target.write;
		const campaign = found?.get(readBack.id);
		if (campaign !== undefined) target.result = { campaign };
		else if (!isListOnly) return true;
		else if (error === undefined) target.result = { campaign: null };
		else target.result = { error: own.error(error.message, error.description ?? '') };
		return false;
	});
}

async function readAlone({ write: { client, readBack } }: Target): Promise<Target['result']> {
	const { value, error } = await tryApi(readCampaign(client, readBack.id));
	return error === undefined ? { campaign: value } : { error };
}
