import type { Event, Knowledge, Question, Source } from './parts.mts';
import { parts } from './parts.mts';
import type { Act, Row, Service, Style } from './service.mts';

const watched = { settings: ['limit'], figures: [] };

const everything: Question = {
	events: ['created', 'updated', 'statusChanged', 'deleted'],
	statuses: [],
	name: '',
	campaigns: [],
	figures: false,
};

/** One poll of a history. */
export interface PollPlan {
	/** What happens after each page that is read. */
	between: Act[][];
	/** The page that fails. */
	failsAt?: number | undefined;
	/** The page after which there is no time left. */
	stopsAt?: number | undefined;
	/** The service answers as if it had no more campaigns. */
	isShort?: boolean;
}

export interface Polled {
	events: Event[];
	after: Knowledge;
	/** The campaigns as they were shown, by id. */
	shown: Map<string, Row>;
	/** Whether the list was read to its end. */
	isComplete: boolean;
	/** How far the log was read. */
	logEnd: number;
}

function sourceOf(row: Row): Source {
	const { id, name, status, updatedAt } = row;
	const campaign = {
		...{ id, name, status, updatedAt, provider: 'test' },
		...{ providerStatus: null, createdAt: null, url: null },
	};
	return { campaign, raw: { ...row } };
}

/**
 * One poll by the trigger's own parts; only the service and the host are stand-ins.
 *
 * @returns undefined when it failed: then nothing is stored
 */
export function poll(
	service: Service,
	style: Style,
	before: Knowledge,
	plan: PollPlan,
): Polled | undefined {
	const reading = new parts.Reading<Source>(before.entries, false);
	reading.isDoubled = before.place?.isDoubled ?? false;
	const shown = new Map<string, Row>();
	const digest = new parts.Digest();
	let mark: string | undefined = before.place?.page ?? '';
	for (let page = 0; mark !== undefined; page++) {
		if (page === plan.failsAt) return undefined;
		const { rows, next }: ReturnType<Service['page']> =
			plan.isShort === true ? { rows: [], next: undefined } : service.page(mark);
		digest.add(rows);
		for (const row of rows) {
			const source = sourceOf(row);
			shown.set(row.id, row);
			reading.see(parts.entryOf(source.campaign, watched, { ...row }), row.updatedAt, source);
		}
		mark = next;
		for (const act of plan.between[page] ?? []) service.act(act);
		if (mark !== undefined && page === plan.stopsAt) break;
	}
	reading.isComplete = mark === undefined;
	let log = before.log;
	if (style === 'logged') {
		const lines = service.after(log?.sequence ?? 0);
		if (log?.isBegun === true) {
			for (const { row, sequence, isCreation } of lines) {
				const source = sourceOf(row);
				const entry = parts.entryOf(source.campaign, watched, undefined);
				reading.log.push({ entry, updatedAt: row.updatedAt, source, sequence, isCreation });
			}
		}
		log = { sequence: service.log.length, isBegun: true };
	}
	const isWhole = before.place === undefined && reading.isComplete;
	const read = isWhole ? digest.text() : undefined;
	if (read !== undefined && read === before.digest && reading.log.length === 0) {
		const after = restarted(before);
		return { events: [], after, shown, isComplete: true, logEnd: service.log.length };
	}
	const compared = parts.difference(before, reading, {
		pagesShift: style === 'counted',
		isSameBasis: true,
		wasAsked: () => true,
	});
	const removed = parts.withoutGone(compared.watch, compared.gone);
	const after: Knowledge = {
		...removed.watch,
		...(log === undefined ? {} : { log }),
		...(mark === undefined
			? {}
			: { place: { page: mark, isDoubled: reading.isDoubled, asking: '' } }),
	};
	const known = { ...after, digest: parts.digestToKeep(after, reading, read) };
	const told = parts.report('test', before, known, [...compared.changes, ...removed.changes], {
		now: everything,
		then: [everything],
		emitsExisting: false,
	});
	const { isComplete } = reading;
	return {
		events: told.events,
		after: restarted(told.watch),
		shown,
		isComplete,
		logEnd: service.log.length,
	};
}

/** What is left of the state after a restart of the host: what JSON keeps. */
function restarted(watch: Knowledge): Knowledge {
	const stored = parts.store({
		...{ watch, owner: 'w:n', provider: 'test', account: 'a' },
		...{ basis: 'b', wanted: '{}', isWarned: false },
	});
	const state = parts.restore(JSON.parse(JSON.stringify(stored)));
	if (state === undefined) throw new Error('The state could not be read back.');
	return state.watch;
}
