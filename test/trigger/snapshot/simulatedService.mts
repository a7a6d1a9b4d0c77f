/** How a service sends its list. A cursor points to a campaign, so it does not move when others come and go. */
export type Style = 'numbered pages' | 'cursor pages' | 'one page' | 'cursor pages and a log';

export interface Row {
	id: string;
	name: string;
	status: 'draft' | 'active' | 'paused' | 'completed';
	limit: number;
	updatedAt: string;
}

/** One thing that happens to a service; `pick` chooses the campaign. */
export type Act =
	| { kind: 'create' }
	| { kind: 'rename' | 'remove' | 'limit'; pick: number }
	| { kind: 'status'; pick: number; to: Row['status'] };

export interface LogLine {
	sequence: number;
	isCreation: boolean;
	row: Row;
}

const pageSize = 3;

/** A service that lists its campaigns newest first. No two changes have the same time. */
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
		if (act.kind === 'create') {
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
		if (act.kind === 'remove') {
			this.rows = this.rows.filter((each) => each !== row);
			return;
		}
		const before = row.status;
		if (act.kind === 'rename')
			row.name = row.name.endsWith('!') ? row.name.slice(0, -1) : `${row.name}!`;
		if (act.kind === 'limit') row.limit += 1;
		if (act.kind === 'status') row.status = act.to;
		row.updatedAt = this.#tick();
		if (row.status !== before) this.#note(row, false);
	}

	/**
	 * A page of the list, as it stands now.
	 *
	 * @param cursor where it begins; empty for the first page
	 */
	page(cursor: string): { rows: Row[]; next: string | undefined } {
		if (this.#style === 'one page')
			return { rows: this.rows.map((row) => ({ ...row })), next: undefined };
		const age = (row: Row) => Number(row.id.slice(1));
		const start =
			cursor === ''
				? 0
				: this.#style === 'numbered pages'
					? Number(cursor)
					: // The first campaign that is older than the last one of the previous page.
						this.rows.filter((row) => age(row) >= Number(cursor)).length;
		const rows = this.rows.slice(start, start + pageSize).map((row) => ({ ...row }));
		const last = rows.at(-1);
		const isFull = rows.length === pageSize && last !== undefined;
		const next =
			this.#style === 'numbered pages' ? String(start + pageSize) : String(last && age(last));
		return { rows, next: isFull ? next : undefined };
	}

	/** The log after an event, oldest first. */
	after(sequence: number): LogLine[] {
		return this.log.slice(sequence);
	}

	/** The service's clock. */
	get now(): number {
		return Date.UTC(2026, 0, 1) + this.#ticks * 1000;
	}

	/** Lets time pass. */
	pass(ms: number): void {
		this.#ticks += ms / 1000;
	}

	#note(row: Row, isCreation: boolean): void {
		this.log.push({ sequence: this.log.length + 1, isCreation, row: { ...row } });
	}

	#tick(): string {
		return new Date(Date.UTC(2026, 0, 1) + ++this.#ticks * 1000).toISOString();
	}
}
