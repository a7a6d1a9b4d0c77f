/** How a service gives its list: pages by number, pages by a mark that does not move, all at once, or marked pages and an event log. */
export type Style = 'counted' | 'marked' | 'whole' | 'logged';

export interface Row {
	id: string;
	name: string;
	status: 'draft' | 'active' | 'paused' | 'completed';
	limit: number;
	updatedAt: string;
}

/** One thing that happens to a service; `pick` chooses the campaign. */
export type Act =
	| { does: 'create' }
	| { does: 'rename' | 'remove' | 'limit'; pick: number }
	| { does: 'status'; pick: number; to: Row['status'] };

export interface LogLine {
	sequence: number;
	isCreation: boolean;
	row: Row;
}

export const pageSize = 3;

/** A service with campaigns, newest first, whose every change has a time of its own. */
export class Service {
	rows: Row[] = [];
	readonly log: LogLine[] = [];
	readonly #style: Style;
	#ticks = 0;
	#made = 0;

	constructor(style: Style) {
		this.#style = style;
	}

	act(act: Act): void {
		if (act.does === 'create') {
			const number = ++this.#made;
			const name =
				number % 3 === 0 ? `${'A name too long to be kept '.repeat(3)}${number}` : `N${number}`;
			const row: Row = {
				id: `c${number}`,
				name,
				status: 'draft',
				limit: 0,
				updatedAt: this.#tick(),
			};
			this.rows.unshift(row);
			this.#note(row, true);
			return;
		}
		const row = this.rows[act.pick % Math.max(1, this.rows.length)];
		if (row === undefined) return;
		if (act.does === 'remove') {
			this.rows = this.rows.filter((each) => each !== row);
			return;
		}
		const before = row.status;
		if (act.does === 'rename')
			row.name = row.name.endsWith('!') ? row.name.slice(0, -1) : `${row.name}!`;
		if (act.does === 'limit') row.limit += 1;
		if (act.does === 'status') row.status = act.to;
		row.updatedAt = this.#tick();
		if (row.status !== before) this.#note(row, false);
	}

	/**
	 * A page of the list, as it stands now.
	 *
	 * @param mark where it begins; '' for the first
	 */
	page(mark: string): { rows: Row[]; next: string | undefined } {
		if (this.#style === 'whole')
			return { rows: this.rows.map((row) => ({ ...row })), next: undefined };
		const age = (row: Row) => Number(row.id.slice(1));
		const start =
			mark === ''
				? 0
				: this.#style === 'counted'
					? Number(mark)
					: // The first one older than the last of the page before.
						this.rows.filter((row) => age(row) >= Number(mark)).length;
		const rows = this.rows.slice(start, start + pageSize).map((row) => ({ ...row }));
		const last = rows.at(-1);
		const isFull = rows.length === pageSize && last !== undefined;
		const next = this.#style === 'counted' ? String(start + pageSize) : String(last && age(last));
		return { rows, next: isFull ? next : undefined };
	}

	/** The log after an event. */
	after(sequence: number): LogLine[] {
		return this.log.slice(sequence);
	}

	#note(row: Row, isCreation: boolean): void {
		this.log.push({ sequence: this.log.length + 1, isCreation, row: { ...row } });
	}

	#tick(): string {
		return new Date(Date.UTC(2026, 0, 1) + ++this.#ticks * 1000).toISOString();
	}
}
