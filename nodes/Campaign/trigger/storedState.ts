import type { IPollFunctions } from 'n8n-workflow';
import { isObject } from '../json';
import type { Filter } from './snapshot/filter';
import { isSettled, resume, showsNoChange } from './snapshot/resume';
import type { ScanResult, ScanTarget } from './snapshot/scanResult';
import type { LogPosition } from './snapshot/snapshot';
import type { State, StateHead } from './snapshot/state';
import { fromStored, headFromStored, isSameStored, toStored, updateStored } from './snapshot/state';

/** The key of the node's static data under which the state is stored. */
const key = 'watch';

/** The state of one poll, in the node's static data. Unpacks the entries only when they are needed. */
export class StoredState {
	/** What this poll found, in its stored form. */
	private readonly found: unknown;
	/** The state without its entries, if an unchanged list leaves all of it as it is. */
	private readonly settled: StateHead | undefined;
	/** The last scan ran out of time, so the stored state does not cover the rest of the list. */
	readonly wasInterrupted: boolean;
	private resumed: State | undefined;

	constructor(
		private readonly context: IPollFunctions,
		private readonly target: ScanTarget,
		private readonly filter: Filter,
	) {
		this.found = this.read();
		const head = headFromStored(this.found);
		this.settled = head !== undefined && isSettled(head, target, filter) ? head : undefined;
		this.wasInterrupted = head?.snapshot.cursor !== undefined;
	}

	/** The state with which this poll begins, without its entries. */
	get head(): StateHead {
		return this.settled ?? this.state;
	}

	/** The state with which this poll begins. */
	get state(): State {
		this.resumed ??= resume(fromStored(this.found), this.target, this.filter);
		return this.resumed;
	}

	/** Whether a scan shows what the last one showed, so that there is nothing to compare. */
	isUnchangedBy(scan: ScanResult): boolean {
		return this.settled !== undefined && showsNoChange(this.settled, scan);
	}

	/** Whether another poll has stored a new state in the meantime. */
	isReplaced(): boolean {
		return this.read() !== this.found;
	}

	/** Stores a new state, unless it equals the old one. */
	save(state: State): void {
		const stored = toStored(state);
		if (!isSameStored(this.found, stored)) this.write(stored);
	}

	/** Stores what a scan without changes adds to the state, if anything. */
	update(isWarned: boolean, log: LogPosition | undefined): void {
		const { head } = this;
		const isSame = isWarned === head.isWarned && log?.sequence === head.snapshot.log?.sequence;
		if (isSame || this.isReplaced() || !isObject(this.found)) return;
		this.write(updateStored(this.found, isWarned, log));
	}

	private read(): unknown {
		return this.context.getWorkflowStaticData('node')[key];
	}

	private write(stored: object): void {
		this.context.getWorkflowStaticData('node')[key] = stored;
	}
}
