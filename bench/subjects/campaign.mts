import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { INodeParameters } from 'n8n-workflow';
import { keys } from '../../sandbox/api/keys.mts';
import { type RunResult as NodeRun, runCampaign } from '../../test/engine/engine.mts';
import { ActiveTrigger } from '../../test/engine/trigger.mts';
import { byId } from '../../test/engine/world.mts';
import type { RunResult, Subject, Task } from './subject.mts';

/** High enough that the node never waits. The sandbox enforces no limit. */
const unthrottled = 1_000_000;

const credentialOf = ({ provider, address }: Task) => ({
	provider,
	apiKey: keys[provider],
	baseUrl: address,
});

/** @throws the node's error */
function toResult({ items, error, ms }: NodeRun): RunResult {
	if (items === undefined) throw error ?? new Error('The node returned nothing.');
	return { count: items.length, ms };
}

/** Runs the Campaign node on the given items, or on a single empty one. */
function campaignRun(
	task: Task,
	parameters: INodeParameters,
	items?: Array<Record<string, string>>,
): () => Promise<RunResult> {
	const run = {
		credential: credentialOf(task),
		parameters: { provider: task.provider, ...parameters },
		items,
	};
	return async () => toResult(await runCampaign(run));
}

/** Get Many of the Campaign node, with Return All and Simplify on. */
export const campaignList: Subject = async (task) =>
	campaignRun(task, {
		operation: 'getAll',
		returnAll: true,
		options: { requestsPerMinute: unthrottled },
	});

/** Change Status of the Campaign node. */
export const campaignStatus: Subject = async (task) => {
	const { ids = [], concurrency = 1 } = task;
	return campaignRun(
		task,
		{
			operation: 'changeStatus',
			status: 'active',
			campaign: byId('={{ $json.id }}'),
			options: { itemsAtOnce: concurrency },
		},
		ids.map((id) => ({ id })),
	);
};

/** Create of the Campaign node, below a rate that the service enforces. */
export const campaignCreate: Subject = async (task) => {
	const { count = 0, requestsPerMinute = unthrottled } = task;
	return campaignRun(
		task,
		{ operation: 'create', name: '={{ $json.name }}', options: { requestsPerMinute } },
		Array.from({ length: count }, (_, index) => ({ name: `Bench ${index}` })),
	);
};

/** Add of the Campaign node: leads with a name, spread over the task's campaigns. */
export const leadAdd: Subject = async (task) => {
	const { count = 0, ids = [] } = task;
	return campaignRun(
		task,
		{
			resource: 'lead',
			operation: 'add',
			campaign: byId('={{ $json.campaign }}'),
			email: '={{ $json.email }}',
			leadFields: { first_name: '={{ $json.name }}' },
			options: { requestsPerMinute: unthrottled },
		},
		Array.from({ length: count }, (_, index) => ({
			email: `lead${index}.${process.pid}@made.example`,
			name: `Name ${index}`,
			campaign: ids[index % ids.length] ?? '',
		})),
	);
};

/** A poll of the Campaign Trigger for all events, after a first poll that is not measured. */
export const poll: Subject = async (task) => {
	const { stateFile } = task;
	const parameters = {
		events: ['created', 'updated', 'statusChanged', 'deleted'],
		options: { requestsPerMinute: unthrottled },
	};
	const trigger = new ActiveTrigger(credentialOf(task), parameters, {}, 'bench');
	if (stateFile !== undefined && existsSync(stateFile)) {
		trigger.stored = readFileSync(stateFile, 'utf8');
	} else {
		const first = await trigger.poll();
		if (first.error !== undefined) throw first.error;
		if (stateFile !== undefined) writeFileSync(stateFile, trigger.stored);
	}
	return async () => {
		const { items, error, ms } = await trigger.poll();
		if (error !== undefined) throw error;
		return { count: items.length, ms, stateBytes: Buffer.byteLength(trigger.stored) };
	};
};
