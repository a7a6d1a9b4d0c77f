import type { StoredForm } from './snapshot/state';
import { isOlder, markOf, mayContinue, revisionOf } from './snapshot/state';

/** How long a busy n8n may take, in ms, to store a poll's state after the poll has ended. */
const storingMs = 20_000;

/** Nodes that are remembered; the one that was unused for the longest time is forgotten first. */
const maxNodes = 500;

/** Marks that are remembered for each node. */
const maxMarks = 1_000;

/** What n8n returns for a node at the beginning of a poll. */
export interface Found {
	/** Identifies the node among all nodes of this n8n, whatever its name. */
	readonly owner: string;
	/** The workflow of the node. */
	readonly workflow: string;
	/** The node's name, under which n8n keeps its data. */
	readonly name: string;
	/** The node's static data: another object for each instance of the workflow. */
	readonly data: object;
	/** The state in it, if it is one of this node. */
	readonly state: StoredForm | undefined;
	/** What the workflow's static data notes about this node. */
	readonly note: Note | undefined;
}

/** What the workflow's global static data notes about a node. n8n stores it together with the data of the nodes. */
export interface Note {
	/** The name under which the state was stored. */
	readonly name: string;
	/** The mark of that state. */
	readonly mark: string;
	/** The revision of that state. */
	readonly revision: number;
	/** The state itself, if an instance of the workflow stored it that has only an older one under the node's name. */
	readonly state?: StoredForm;
}

/** Another node of the same workflow. */
export interface OtherNode {
	readonly owner: string;
	readonly name: string;
	readonly state: StoredForm;
}

/** What is known of a node. */
export interface Recalled {
	/** The state with which the poll begins. */
	readonly state: StoredForm | undefined;
	/** Another poll reported events from this state a moment ago, and its new state is not stored yet. */
	readonly isJustReported: boolean;
	/** What n8n returned is older than what it stored for the node under another name. */
	readonly isOutdated: boolean;
}

interface Entry {
	/** The node's name. Another one under a former name: the node was renamed. */
	name: string;
	/** The static data of its last poll. */
	data: WeakRef<object>;
	/** The last state that is certain, with what quiet polls have learned since. */
	latest: StoredForm | undefined;
	/** The state after events that were handed to n8n. It counts once n8n returns it, or a note of it. */
	pending?: { readonly state: StoredForm; readonly at: number };
	/** The marks that the states have had until now. */
	readonly marks: Set<string>;
}

/**
 * What this process knows of its nodes. n8n stores what a poll learned only together with an execution, or not at all,
 * or lets another trigger of the workflow write its older copy over it, or keeps it under the node's former name. The
 * memory bridges that as long as the process lives, and only when it continues what n8n returns: every state has a mark,
 * which changes with every report and which no other state has.
 */
export class Memory {
	private readonly nodes = new Map<string, { workflow: string; names: Map<string, Entry> }>();

	/**
	 * The state with which a poll begins.
	 *
	 * @param now ms of a monotonic clock
	 */
	recall(found: Found, now: number): Recalled {
		const entry = this.find(found);
		if (entry === undefined) {
			const recalled = fromStorage(found);
			this.enter(found, recalled.state);
			return recalled;
		}
		entry.data = new WeakRef(found.data);
		const { state } = found;
		if (isForeign(entry, state)) {
			// Another process went on from an earlier state.
			delete entry.pending;
			entry.latest = state;
			addMark(entry, state);
			return certain(state);
		}
		const { pending } = entry;
		if (pending !== undefined) {
			if (isStored(entry, pending.state, found)) entry.latest = pending.state;
			else if (now - pending.at < storingMs) {
				return { state: entry.latest, isJustReported: true, isOutdated: false };
			}
			// Otherwise n8n dropped the events: they are found again, with the same IDs.
			delete entry.pending;
		}
		const isContinued = state !== undefined && markOf(state) === markOf(entry.latest);
		if (isContinued && revisionOf(state) >= revisionOf(entry.latest)) entry.latest = state;
		return certain(entry.latest);
	}

	/**
	 * Notes the state after a poll.
	 *
	 * @param found what the poll began with
	 * @param isReport whether the poll hands events to n8n
	 * @param now ms of a monotonic clock
	 */
	keep(found: Found, state: StoredForm, isReport: boolean, now: number): void {
		const entry = this.nodes.get(found.owner)?.names.get(found.name);
		if (entry?.name !== found.name) return;
		addMark(entry, state);
		if (isReport) entry.pending = { state, at: now };
		else entry.latest = state;
	}

	/**
	 * The newest states of the other nodes of a workflow.
	 *
	 * @param owner the node that asks
	 */
	others(owner: string, workflow: string): OtherNode[] {
		return [...this.nodes].flatMap(([each, node]) => {
			if (each === owner || node.workflow !== workflow) return [];
			return [...node.names].flatMap(([name, entry]) => {
				const state = entry.pending?.state ?? entry.latest;
				return state === undefined || entry.name !== name ? [] : [{ owner: each, name, state }];
			});
		});
	}

	private enter({ owner, workflow, name, data }: Found, state: StoredForm | undefined): void {
		const node = this.nodes.get(owner) ?? { workflow, names: new Map<string, Entry>() };
		// The order of insertion is the order of use.
		this.nodes.delete(owner);
		this.nodes.set(owner, node);
		const [oldest] = this.nodes.keys();
		if (this.nodes.size > maxNodes && oldest !== undefined) this.nodes.delete(oldest);
		const entry = { name, data: new WeakRef(data), latest: state, marks: new Set<string>() };
		addMark(entry, state);
		node.names.set(name, entry);
	}

	/** The entry of a node, under its former name if it was renamed. */
	private find({ owner, name, data, state }: Found): Entry | undefined {
		const names = this.nodes.get(owner)?.names;
		const own = names?.get(name);
		if (own?.name === name) return own;
		// An instance of the workflow still uses the former name: two nodes have one ID.
		if (own?.data.deref() === data) return undefined;
		const former = [...(names ?? [])].find(([each, entry]) => entry.name === each)?.[1];
		if (names === undefined || former === undefined || isForeign(former, state)) return undefined;
		names.set(former.name, { ...former, name });
		former.name = name;
		names.set(name, former);
		return former;
	}
}

function certain(state: StoredForm | undefined): Recalled {
	return { state, isJustReported: false, isOutdated: false };
}

function addMark({ marks }: Entry, state: StoredForm | undefined): void {
	if (state === undefined) return;
	marks.add(markOf(state));
	const [first] = marks;
	if (marks.size > maxMarks && first !== undefined) marks.delete(first);
}

/** Whether a state is neither one that the node has had here, nor an earlier one. */
function isForeign({ marks, latest }: Entry, state: StoredForm | undefined): boolean {
	return state !== undefined && !marks.has(markOf(state)) && !isOlder(state, latest);
}

/** Whether n8n has stored a state: it returns it, or where it cannot, a note of it. */
function isStored({ latest }: Entry, pending: StoredForm, { state, note }: Found): boolean {
	if (state !== undefined && markOf(state) === markOf(pending)) return true;
	if (note?.mark !== markOf(pending)) return false;
	// A state under the node's own name says more than a note without one, which is stored by itself in some modes.
	const isDropped = state !== undefined && markOf(state) === markOf(latest);
	return !isDropped || note.state !== undefined;
}

/** What can be known without a memory, when n8n has just started. */
function fromStorage({ name, state, note }: Found): Recalled {
	if (note?.state !== undefined && revisionOf(note.state) > revisionOf(state)) {
		return certain(mayContinue(state, note.state) ? state : note.state);
	}
	// With durable poll state, n8n keeps the state under the node's ID, and the note may be the older one.
	const isElsewhere =
		note !== undefined &&
		note.name !== name &&
		note.revision > revisionOf(state) &&
		state?.node !== note.name;
	return isElsewhere
		? { state: undefined, isJustReported: false, isOutdated: true }
		: certain(state);
}
