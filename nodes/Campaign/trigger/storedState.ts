import { randomBytes } from 'node:crypto';
import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { isObject } from '../json';
import type { Found, Note, Recalled } from './memory';
import { Memory } from './memory';
import type { Filter } from './snapshot/filter';
import { canSkipComparison, resume, showsNoChange } from './snapshot/resume';
import type { ScanResult, ScanTarget } from './snapshot/scanResult';
import type { LogPosition } from './snapshot/snapshot';
import type { Stamp, State, StateHead, StoredForm } from './snapshot/state';
import {
	fromStored,
	headFromStored,
	hasSameContent,
	markOf,
	revisionOf,
	storedOf,
	toStored,
	updateStored,
} from './snapshot/state';
import type { Comparison } from './snapshot/unchanged';
import { withoutUnchanged } from './snapshot/unchanged';

/** The key of the node's static data under which the state is stored. */
const key = 'watch';

/** The key of the workflow's global static data under which all its Campaign Triggers note what they stored. */
const notesKey = 'campaignTriggers';

const processMemory = new Memory();

/** The state of one poll, in n8n's static data. Unpacks the entries only when they are needed. */
export class StoredState {
	private readonly found: Found;
	private readonly recalled: Recalled;
	/** What n8n returned for the node. */
	private readonly read: unknown;
	/** The state without its entries, if an unchanged list leaves all of it as it is. */
	private readonly unchangedHead: StateHead | undefined;
	/** The last scan ran out of time, so the stored state does not cover the rest of the list. */
	readonly wasInterrupted: boolean;
	private resumed: State | undefined;

	constructor(
		private readonly context: IPollFunctions,
		private readonly target: ScanTarget,
		private readonly filter: Filter,
		private readonly memory = processMemory,
	) {
		const data = context.getWorkflowStaticData('node');
		const nodeId = context.getNode().id;
		this.read = data[key];
		this.found = {
			owner: target.owner,
			workflow: context.getWorkflow().id ?? '',
			name: context.getNode().name,
			data,
			state: storedOf(target.owner, this.read),
			note: readNote(this.notes[nodeId], target.owner),
		};
		this.recalled = memory.recall(this.found, performance.now());
		const head = headFromStored(this.recalled.state);
		this.unchangedHead =
			head !== undefined && canSkipComparison(head, target, filter) ? head : undefined;
		this.wasInterrupted = head?.snapshot.cursor !== undefined;
	}

	/** Another poll reported events from this state a moment ago, and its new state is not stored yet. */
	get isJustReported(): boolean {
		return this.recalled.isJustReported;
	}

	/** The node was renamed, and what it stored under its former name cannot be read: it starts from now. */
	get isOutdated(): boolean {
		return this.recalled.isOutdated;
	}

	/** The state with which this poll begins, without its entries. */
	get head(): StateHead {
		return this.unchangedHead ?? this.state;
	}

	/** The state with which this poll begins. */
	get state(): State {
		this.resumed ??= resume(fromStored(this.recalled.state), this.target, this.filter);
		return this.resumed;
	}

	/** Whether a scan shows what the last one showed, so that there is nothing to compare. */
	isUnchangedBy(scan: ScanResult): boolean {
		return this.unchangedHead !== undefined && showsNoChange(this.unchangedHead, scan);
	}

	/** What there is to compare between the state and a scan: without the campaigns that are as they were, if possible. */
	comparisonWith(scan: ScanResult): Comparison {
		const { unchangedHead, recalled, filter } = this;
		const rest =
			unchangedHead === undefined || recalled.state === undefined
				? undefined
				: withoutUnchanged(recalled.state, unchangedHead, scan, filter.name);
		return rest ?? { state: this.state, scan };
	}

	/** Whether another poll has stored a new state in the meantime. */
	isReplaced(): boolean {
		return this.data[key] !== this.read;
	}

	/** Stores a new state, unless it equals the old one. */
	save(state: State, isReport: boolean): void {
		const { state: before } = this.recalled;
		const content = toStored(state);
		if (!isReport && hasSameContent(before, content)) return this.restore();
		const isNew = isReport || before === undefined || before.epoch !== content.epoch;
		const stamp: Stamp = {
			node: this.found.name,
			mark: isNew ? randomBytes(6).toString('base64url') : markOf(before),
			revision: Math.max(revisionOf(before), revisionOf(this.found.state)) + 1,
		};
		this.write({ ...content, ...stamp }, isReport);
	}

	/** Stores what a scan without changes adds to the state, if anything. */
	update(isWarned: boolean, log: LogPosition | undefined): void {
		const { head } = this;
		const { state: before } = this.recalled;
		const hasNothingNew =
			isWarned === head.isWarned && log?.sequence === head.snapshot.log?.sequence;
		if (this.isReplaced() || before === undefined) return;
		if (hasNothingNew) return this.restore();
		this.write(updateStored(before, isWarned, log), false);
	}

	/** Stores the state from the memory where n8n has an older one. */
	private restore(): void {
		const { state } = this.recalled;
		if (state !== undefined && state !== this.found.state) this.write(state, false);
	}

	private write(stored: StoredForm, isReport: boolean): void {
		this.data[key] = stored;
		this.memory.keep(this.found, stored, isReport, performance.now());
		this.note(stored);
	}

	/** Notes what is stored, and with it the states of the workflow's other triggers that n8n would store too old. */
	private note(stored: StoredForm): void {
		const { owner, workflow, name } = this.found;
		const { notes } = this;
		const noted: IDataObject = {
			[this.context.getNode().id]: { name, mark: markOf(stored), revision: revisionOf(stored) },
		};
		for (const other of this.memory.others(owner, workflow)) {
			const id = other.owner.slice(workflow.length + 1);
			const known = readNote(notes[id], other.owner);
			const mark = markOf(other.state);
			if (known?.mark === mark && known.name === other.name) continue;
			const revision = revisionOf(other.state);
			noted[id] = { name: other.name, mark, revision, state: { ...other.state } as IDataObject };
		}
		this.context.getWorkflowStaticData('global')[notesKey] = { ...notes, ...noted };
	}

	private get data(): IDataObject {
		return this.context.getWorkflowStaticData('node');
	}

	private get notes(): IDataObject {
		const notes = this.context.getWorkflowStaticData('global')[notesKey];
		return isObject(notes) ? notes : {};
	}
}

function readNote(note: unknown, owner: string): Note | undefined {
	if (!isObject(note)) return undefined;
	const { name, mark, revision } = note;
	if (typeof name !== 'string' || typeof mark !== 'string' || typeof revision !== 'number') {
		return undefined;
	}
	const state = storedOf(owner, note.state);
	return { name, mark, revision, ...(state === undefined ? {} : { state }) };
}
