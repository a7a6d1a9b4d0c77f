import type {
	FetchedCampaign,
	Filter,
	LogScan,
	Outcome,
	ScanResult,
	ScanTarget,
	State,
	TriggerEvent,
} from './builtModules.mts';
import { snapshotModules } from './builtModules.mts';
import type { Act, Row, Service, Style } from './simulatedService.mts';

const {
	advance,
	applyAnswers,
	fromStored,
	canSkipComparison,
	ListDigest,
	newState,
	resume,
	showsNoChange,
	toStored,
	withoutUnchanged,
} = snapshotModules;

const everything: Filter = {
	events: ['created', 'updated', 'statusChanged', 'deleted'],
	statuses: [],
	name: '',
	campaigns: [],
	figures: false,
};

/** How one poll goes. */
export interface PollPlan {
	/** What happens after each page that is read. */
	between: Act[][];
	/** The page that fails. */
	failsAt?: number | undefined;
	/** The page after which no time is left. */
	stopsAt?: number | undefined;
	/** The service answers as if it had no more campaigns. */
	isShort?: boolean;
}

export interface Polled {
	events: readonly TriggerEvent[];
	state: State;
	/** The campaigns as they were shown, by ID. */
	shown: Map<string, Row>;
	/** Whether the list was read to its end. */
	isComplete: boolean;
	/** How far the log was read. */
	logEnd: number;
}

const targetOf = (style: Style): ScanTarget => ({
	...{ owner: 'workflow:node', provider: 'test', account: 'account', basis: 'basis' },
	trackedFields: { settings: ['limit'], figures: [] },
	hasNumberedPages: style === 'numbered pages',
	newEpoch: 'epoch',
});

/** The state with which a history begins. */
export const firstState = (style: Style): State => newState(targetOf(style), everything);

/** A row of the list as the trigger reads it. */
export function fetchedRow(row: Row): FetchedCampaign {
	const { id, name, status, updatedAt } = row;
	const campaign = {
		...{ id, name, status, updatedAt, provider: 'test' },
		...{ providerStatus: null, createdAt: null, url: null },
	};
	return { campaign, raw: { ...row } };
}

/**
 * One poll of the trigger's own functions. Only the service and the host are simulated.
 *
 * @returns undefined when it failed: then nothing is stored
 */
export function poll(
	service: Service,
	style: Style,
	state: State,
	plan: PollPlan,
): Polled | undefined {
	const scan = scanService(service, style, state, plan);
	if (scan === undefined) return undefined;
	const shown = new Map(scan.rows.map((row) => [row.id, row]));
	const polled = { shown, isComplete: scan.result.isComplete, logEnd: service.log.length };
	const whole = compared(state, scan.result);
	if (canSkipComparison(state, scan.result.target, everything)) {
		if (showsNoChange(state, scan.result)) {
			return { ...polled, events: [], state: restarted(state, style) };
		}
		const rest = withoutUnchanged(toStored(state), state, scan.result, '');
		if (rest !== undefined) {
			const outcome = compared(rest.state, rest.scan);
			expectSameOutcome(outcome, whole);
			return { ...polled, events: changesOf(outcome), state: restarted(outcome.state, style) };
		}
	}
	return { ...polled, events: changesOf(whole), state: restarted(whole.state, style) };
}

function compared(state: State, result: ScanResult): Outcome {
	const step = advance(state, result, everything, false);
	return applyAnswers(step, { deleted: step.questions, existing: [], unclear: [] });
}

const changesOf = ({ events }: Outcome): TriggerEvent[] =>
	events.flatMap((event) => ('change' in event ? [event] : []));

/** Comparing only what changed must come to the same. */
function expectSameOutcome(outcome: Outcome, whole: Outcome): void {
	const eventIds = ({ events }: Outcome) => events.map(({ eventId }) => eventId);
	expect(eventIds(outcome)).toEqual(eventIds(whole));
	expect(toStored(outcome.state)).toEqual(toStored(whole.state));
}

function scanService(
	service: Service,
	style: Style,
	{ snapshot }: State,
	plan: PollPlan,
): { result: ScanResult; rows: Row[] } | undefined {
	const { cursor } = snapshot;
	const rows: Row[] = [];
	const digest = new ListDigest();
	let nextPage: string | undefined = cursor?.page ?? '';
	for (let index = 0; nextPage !== undefined; index++) {
		if (index === plan.failsAt) return undefined;
		const answer: ReturnType<Service['page']> =
			plan.isShort === true ? { rows: [], next: undefined } : service.page(nextPage);
		digest.add(JSON.stringify(answer.rows));
		rows.push(...answer.rows);
		nextPage = answer.next;
		for (const act of plan.between[index] ?? []) service.act(act);
		if (index === plan.stopsAt) break;
	}
	const isComplete = nextPage === undefined;
	const byRaw = new Map(rows.map(fetchedRow).map((fetched) => [fetched.raw, fetched]));
	const result: ScanResult = {
		...{ target: targetOf(style), listPath: 'list', isComplete },
		...{ isRestarted: false, stoppedEarly: false, startedAt: service.now },
		list: [...byRaw.keys()],
		parse: (raw) => {
			const fetched = byRaw.get(raw);
			if (fetched === undefined) throw new Error('This campaign was not fetched.');
			return fetched;
		},
		nextPage,
		...(cursor === undefined && isComplete ? { digest: digest.finish() } : {}),
		...(style === 'cursor pages and a log' ? { log: scanLog(service, snapshot) } : {}),
	};
	return { result, rows };
}

function scanLog(service: Service, { log }: State['snapshot']): LogScan {
	const lines = log?.reachedEnd === true ? service.after(log.sequence) : [];
	return {
		campaigns: lines.map(({ row, ...line }) => ({
			...fetchedRow(row),
			...line,
			occurredAt: row.updatedAt,
		})),
		messages: [],
		isComplete: true,
		position: { sequence: service.log.length, reachedEnd: true },
	};
}

/** What is left of the state after a restart of the host: what JSON keeps. */
function restarted(state: State, style: Style): State {
	const stored: unknown = JSON.parse(JSON.stringify(toStored(state)));
	const read = fromStored(stored);
	if (read === undefined) throw new Error('The state could not be read back.');
	return resume(read, targetOf(style), everything);
}
