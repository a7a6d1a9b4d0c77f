import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PollContext, TriggersAndPollers } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeParameters,
	INodeType,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';
import { executionData, nodeTypes } from './engine.mts';
import { Host, type HostMode, type PollCall } from './host.mts';

const root = join(import.meta.dirname, '..', '..');
const require = createRequire(import.meta.url);

/** The trigger as a process loads it: with a memory of its own. @param dist folder of what is built */
function loadTrigger(process: string, dist: string): INodeType {
	const folder = join(root, 'dist', 'processes', process);
	mkdirSync(folder, { recursive: true });
	for (const part of ['campaigns.js', 'nodes']) {
		cpSync(join(dist, part), join(folder, 'dist', part), { recursive: true });
	}
	const file = join(folder, 'dist', 'nodes', 'Campaign', 'CampaignTrigger.node.js');
	const { CampaignTrigger } = require(file) as { CampaignTrigger: new () => INodeType };
	return new CampaignTrigger();
}

/** Removes what `loadTrigger` copied. */
export function removeProcesses(): void {
	rmSync(join(root, 'dist', 'processes'), { recursive: true, force: true });
}

/** A Campaign Trigger of the hosted workflow. */
export interface Watching {
	id: string;
	name: string;
	parameters: INodeParameters;
}

let hosts = 0;

/** A workflow with one or more Campaign Triggers in one of n8n's four ways to keep the memory of a poll. */
export class HostedTriggers {
	readonly host: Host<IDataObject>;
	readonly warnings: string[] = [];
	/** What n8n's scheduler gives a poll. */
	budgetMs = 36_000;
	/** Where the next process finds the package. */
	dist = join(root, 'dist');
	private readonly credential: ICredentialDataDecryptedObject;
	private readonly contexts = new WeakMap<object, PollContext>();
	private readonly triggers = new Map<number, INodeType>();
	private readonly number = ++hosts;
	private watching: readonly Watching[] = [];

	constructor(mode: HostMode, credential: ICredentialDataDecryptedObject) {
		this.credential = credential;
		this.host = new Host(mode, async (call) => await this.runPoll(call));
	}

	/** What reached executions, oldest first. */
	get events(): IDataObject[] {
		return this.host.executions;
	}

	/** Publishes the workflow with these triggers. */
	async publish(...watching: Watching[]): Promise<void> {
		this.watching = watching;
		await this.host.publish(
			watching.map(({ id, name, parameters }) => ({
				id,
				name,
				settings: JSON.stringify(parameters),
			})),
		);
	}

	private async runPoll(call: PollCall): Promise<IDataObject[] | null> {
		const { node, functions, process } = call;
		const trigger =
			this.triggers.get(process) ?? loadTrigger(`${this.number}-${process}`, this.dist);
		this.triggers.set(process, trigger);
		const workflow = this.workflow(trigger);
		workflow.staticData = call.root;
		const own = workflow.getNode(node.name);
		if (own === null) throw new Error('The workflow lacks the node.');
		const context = this.contexts.get(functions) ?? this.context(workflow, own, call);
		this.contexts.set(functions, context);
		const output = await new TriggersAndPollers().runPollFunction(workflow, own, context);
		return output?.[0]?.map(({ json }) => json) ?? null;
	}

	private context(workflow: Workflow, node: INode, { data, isActivation }: PollCall): PollContext {
		const { mode } = this.host;
		const isScheduled = (mode === 'scheduler' || mode === 'durable') && !isActivation;
		const context = new PollContext(
			...([workflow, node, executionData(workflow, this.credential), 'trigger', 'update'] as const),
			...([undefined, undefined, undefined, undefined, () => data] as const),
			isScheduled ? () => this.budgetMs : undefined,
		);
		if (mode === 'older') Object.defineProperty(context, 'getPollBudgetMs', { value: undefined });
		context.logger.warn = (message) => void this.warnings.push(message);
		return context;
	}

	private workflow(trigger: INodeType): Workflow {
		const nodes = this.watching.map(
			({ id, name, parameters }): INode => ({
				...{ id, name, type: 'n8n-nodes-campaigns.campaignTrigger', typeVersion: 1 },
				position: [0, 0],
				parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, ...parameters },
				credentials: { campaignApi: { id: '1', name: 'Test credential' } },
			}),
		);
		const types = { ...nodeTypes, getByName: () => trigger, getByNameAndVersion: () => trigger };
		return new Workflow({
			...{ id: `hosted-${this.number}`, name: 'Test', nodes, connections: {}, active: true },
			...{ nodeTypes: types, settings: { executionOrder: 'v1' } },
		});
	}
}
