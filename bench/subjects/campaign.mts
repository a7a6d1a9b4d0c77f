import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { INodeParameters } from 'n8n-workflow';
import { keys } from '../../sandbox/api/keys.mts';
import { type RunResult, runCampaign } from '../../test/engine/engine.mts';
import { ActiveTrigger } from '../../test/engine/trigger.mts';
import { byId } from '../../test/engine/world.mts';
import type { Done, Subject, Task } from './subject.mts';

/** No service of the sandbox enforces it. */
const anyRate = 1_000_000;

const credentialOf = ({ provider, address }: Task) => ({
	provider,
	apiKey: keys[provider],
	baseUrl: address,
});

function well({ items, error, ms }: RunResult): Done {
	if (items === undefined) throw error ?? new Error('the node gave nothing');
	return { count: items.length, ms };
}

/** Get Many of the Campaign node, Return All and Simplify on. */
export const campaignList: Subject = async (task) => {
	const parameters = {
		...{ provider: task.provider, operation: 'getAll', returnAll: true },
		options: { requestsPerMinute: anyRate },
	};
	return async () => well(await runCampaign({ credential: credentialOf(task), parameters }));
};

/** Change Status of the Campaign node. */
export const campaignStatus: Subject = async (task) => {
	const { provider, ids = [], atOnce = 1 } = task;
	return await overItems(
		task,
		{
			...{
				provider,
				operation: 'changeStatus',
				status: 'active',
				campaign: byId('={{ $json.id }}'),
			},
			options: { itemsAtOnce: atOnce },
		},
		ids.map((id) => ({ id })),
	);
};

/** Create of the Campaign node, kept below a rate that the service enforces. */
export const campaignCreate: Subject = async (task) => {
	const { provider, count = 0, requestsPerMinute = anyRate } = task;
	return await overItems(
		task,
		{ provider, operation: 'create', name: '={{ $json.name }}', options: { requestsPerMinute } },
		Array.from({ length: count }, (_, index) => ({ name: `Bench ${index}` })),
	);
};

async function overItems(
	task: Task,
	parameters: INodeParameters,
	items: Array<Record<string, string>>,
) {
	const credential = credentialOf(task);
	return async () => well(await runCampaign({ credential, parameters, items }));
}

/** A poll of the Campaign Trigger that finds nothing new: all events, after a first poll. */
export const poll: Subject = async (task) => {
	const { stateFile } = task;
	const parameters = {
		events: ['created', 'updated', 'statusChanged', 'deleted'],
		options: { requestsPerMinute: anyRate },
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
