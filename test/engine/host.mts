import { type IDataObject, ObservableObject } from 'n8n-workflow';

/** How n8n keeps the memory of a poll: its four ways, as measured in n8n 2.40.7. */
export type HostMode = 'inProcess' | 'scheduler' | 'durable' | 'older';

export const hostModes: readonly HostMode[] = ['inProcess', 'scheduler', 'durable', 'older'];

/** A trigger node of the workflow, as it is published. */
export interface HostNode {
	readonly id: string;
	readonly name: string;
	/** Whatever else a publication compares. */
	readonly settings: string;
}

/** One call of the node's poll function. */
export interface PollCall {
	readonly node: HostNode;
	/** The static data of the workflow's instance, as n8n's Workflow holds it. */
	readonly root: IDataObject;
	/** The node's static data. */
	readonly data: IDataObject;
	/** What stands for the poll functions: the same object for all polls of an instance that n8n polls in process. */
	readonly functions: object;
	readonly isActivation: boolean;
	/** Counts the starts of n8n. */
	readonly process: number;
}

/** What happens at the moment in which n8n receives events. */
export type Kill =
	| 'nothing is stored'
	| 'only the state is stored'
	| 'only the execution is stored';

type RunPoll<Event> = (call: PollCall) => Promise<readonly Event[] | null>;

type Root = IDataObject & { __dataChanged: boolean };

interface Instance {
	readonly root: Root;
	readonly functions: Map<string, object>;
}

/**
 * n8n's handling of a workflow's polling triggers, without its timers. A test of the real n8n runs the same scripts in
 * both.
 */
export class Host<Event> {
	/** What executions were started with. */
	readonly executions: Event[] = [];
	/** The static data of the workflow in the database. */
	column = '{}';
	readonly mode: HostMode;
	private readonly runPoll: RunPoll<Event>;
	/** The cursors of durable poll state in the database, by node. */
	readonly cursors = new Map<string, string>();
	private instances = new Map<string, Instance>();
	private published: readonly HostNode[] = [];
	private process = 1;

	constructor(mode: HostMode, runPoll: RunPoll<Event>) {
		this.mode = mode;
		this.runPoll = runPoll;
	}

	private get hasScheduler(): boolean {
		return this.mode === 'scheduler' || this.mode === 'durable';
	}

	/** Publishes a version of the workflow. Only nodes that changed are activated again, all in one new instance. */
	async publish(nodes: readonly HostNode[]): Promise<void> {
		const isSame = (a: HostNode, b: HostNode) => JSON.stringify(a) === JSON.stringify(b);
		const changed =
			this.mode === 'older'
				? nodes
				: nodes.filter((node) => !this.published.some((each) => isSame(each, node)));
		for (const { id } of this.published) {
			if (changed.some((node) => node.id === id) || !nodes.some((node) => node.id === id)) {
				this.instances.delete(id);
			}
		}
		this.published = nodes;
		await this.activate(changed, true);
	}

	/** Unpublishes the workflow. */
	unpublish(): void {
		this.published = [];
		this.instances.clear();
	}

	/** Kills n8n and starts it again. */
	async restart(): Promise<void> {
		this.stop();
		await this.start();
	}

	/** Kills n8n. */
	stop(): void {
		this.process += 1;
		this.instances.clear();
	}

	/** Starts n8n. With the scheduler, the jobs of the nodes are still there, and no activation is tested. */
	async start(): Promise<void> {
		await this.activate(this.published, !this.hasScheduler);
	}

	/**
	 * One poll time of a node.
	 *
	 * @param kill n8n is killed when it receives events; the caller starts it again
	 * @param beforeStoring what happens after n8n received events and before it stores them
	 * @returns whether events were handed to n8n
	 */
	async poll(id: string, kill?: Kill, beforeStoring?: () => Promise<void>): Promise<boolean> {
		const node = this.published.find((each) => each.id === id);
		if (node === undefined) throw new Error(`No node ${id} is published.`);
		const kept = this.instances.get(id);
		if (kept === undefined && !this.hasScheduler) throw new Error(`Node ${id} is not active.`);
		const instance = this.hasScheduler || kept === undefined ? this.load() : kept;
		return await this.run(instance, node, false, kill, beforeStoring);
	}

	/** A trigger of another package, in the same workflow, stores something and starts an execution. */
	foreignEmission(instanceOf: string): void {
		const instance = this.hasScheduler ? this.load() : this.instances.get(instanceOf);
		if (instance !== undefined) this.column = JSON.stringify(instance.root);
	}

	private load(): Instance {
		const stored = JSON.parse(this.column) as IDataObject;
		const root = ObservableObject.create(stored, undefined, { ignoreEmptyOnFirstChild: true });
		return { root: root as Root, functions: new Map() };
	}

	private async activate(nodes: readonly HostNode[], isTested: boolean): Promise<void> {
		if (nodes.length === 0) return;
		const instance = this.load();
		for (const node of nodes) {
			if (isTested) await this.run(instance, node, true);
			this.instances.set(node.id, instance);
		}
		if (isTested) this.save(instance);
	}

	private save({ root }: Instance): void {
		if (root.__dataChanged !== true) return;
		this.column = JSON.stringify(root);
		root.__dataChanged = false;
	}

	private async run(
		instance: Instance,
		node: HostNode,
		isActivation: boolean,
		kill?: Kill,
		beforeStoring?: () => Promise<void>,
	): Promise<boolean> {
		const ownData = nodeData(instance.root, node.name);
		const cursor =
			this.mode === 'durable' ? (this.cursors.get(node.id) ?? JSON.stringify(ownData)) : undefined;
		const data = cursor === undefined ? ownData : (JSON.parse(cursor) as IDataObject);
		const functions = instance.functions.get(node.id) ?? {};
		instance.functions.set(node.id, functions);
		const { root } = instance;
		const { process } = this;
		const events = await this.runPoll({ node, root, data, functions, isActivation, process });
		const isKilledBeforeState =
			kill === 'nothing is stored' || kill === 'only the execution is stored';
		if (events === null) {
			if (cursor !== undefined && !isActivation) this.cursors.set(node.id, JSON.stringify(data));
			return false;
		}
		await beforeStoring?.();
		if (cursor !== undefined) {
			// One transaction: a kill leaves both or nothing.
			if (kill === undefined || kill === 'only the state is stored') {
				this.cursors.set(node.id, JSON.stringify(data));
				this.save(instance);
				this.executions.push(...events);
			}
			return true;
		}
		if (!isKilledBeforeState) this.save(instance);
		if (kill === undefined || kill === 'only the execution is stored') {
			this.executions.push(...events);
		}
		return true;
	}
}

/** What Workflow.getStaticData('node') returns. */
function nodeData(root: Root, name: string): IDataObject {
	const key = `node:${name}`;
	root[key] ??= ObservableObject.create({}, root) as IDataObject;
	return root[key] as IDataObject;
}
