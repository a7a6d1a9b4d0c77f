import type { Filter, LogScan, ScanResult, ScanTarget } from './builtModules.mts';
import { snapshotModules } from './builtModules.mts';
import { fetchedRow } from './simulatedPoll.mts';
import type { Row } from './simulatedService.mts';

const { advance, newState, toStored, fromStored, withoutUnchanged } = snapshotModules;

const filter: Filter = {
	...{ events: ['updated'], statuses: [], name: '', campaigns: [], figures: false },
};

const target: ScanTarget = {
	...{ owner: 'workflow:node', provider: 'test', account: 'account', basis: 'basis' },
	trackedFields: { settings: ['limit'], figures: [] },
	hasNumberedPages: false,
	newEpoch: 'epoch',
};

function scanOf(rows: readonly Row[], log?: LogScan): ScanResult {
	const fetched = new Map(rows.map(fetchedRow).map((each) => [each.raw, each]));
	return {
		...{ target, listPath: 'list', isComplete: true, isRestarted: false, stoppedEarly: false },
		startedAt: 0,
		list: [...fetched.keys()],
		parse: (raw) => fetched.get(raw) ?? fetchedRow(one),
		digest: 'digest',
		log,
	};
}

const row = (id: string, name: string): Row => ({
	...{ id, name, status: 'active', limit: 1, updatedAt: '2026-01-01T00:00:00.000Z' },
});
const one = row('1', 'One');
const two = row('2', 'Two');

const stored = toStored(advance(newState(target, filter), scanOf([one, two]), filter, false).state);
const head = fromStored(stored) ?? newState(target, filter);

/** The campaigns that are left to compare, as the list shows them and as they are stored. */
function left(rows: readonly Row[], log?: LogScan) {
	const comparison = withoutUnchanged(stored, head, scanOf(rows, log), '');
	if (comparison === undefined) return undefined;
	const { state, scan } = comparison;
	return {
		listed: scan.list.map(({ id, name }) => `${String(id)} ${String(name)}`),
		stored: [...state.snapshot.entries.keys()],
	};
}

it.each([
	['nothing changed', [two, one], [], []],
	['a campaign is new', [one, row('3', 'Three'), two], ['3 Three'], []],
	['a campaign has another name', [row('1', 'Uno'), two], ['1 Uno'], ['1']],
	['a campaign is missing', [two], [], ['1']],
	['everything is new', [row('3', 'Three')], ['3 Three'], ['1', '2']],
])('leaves what is to compare when %s', (_, rows, listed, known) => {
	expect(left(rows)).toEqual({ listed, stored: known });
});

it.each([
	['as it was', [one, two, one]],
	['first as it was, then in another condition', [one, row('1', 'Uno'), two]],
	['first in another condition, then as it was', [row('1', 'Uno'), one, two]],
	['twice in another condition', [row('1', 'Uno'), row('1', 'Uno'), two]],
])('compares everything when a campaign is met twice: %s', (_, rows) => {
	expect(left(rows)).toBeUndefined();
});

it('compares everything when the event log says something, or was not read to its end', () => {
	const position = { sequence: 1, reachedEnd: true };
	const logged = { ...fetchedRow(one), sequence: 1, occurredAt: null, isCreation: false };
	expect(
		left([one, two], { campaigns: [], messages: [], isComplete: true, position }),
	).toBeDefined();
	expect(
		left([one, two], { campaigns: [logged], messages: [], isComplete: true, position }),
	).toBeUndefined();
	expect(
		left([one, two], { campaigns: [], messages: [], isComplete: false, position }),
	).toBeUndefined();
});

it('compares everything when a filter by name asks for names that are too long to store', () => {
	const named = { ...filter, name: 'Spring' };
	const long = row('3', 'Spring '.repeat(20));
	const leftOf = (part: string, by: Filter) => {
		const { state } = advance(newState(target, by), scanOf([one, long]), by, false);
		const kept = toStored(state);
		return withoutUnchanged(kept, fromStored(kept) ?? state, scanOf([one, long, two]), part);
	};
	expect(leftOf('', filter)?.scan.list).toHaveLength(1);
	expect(leftOf('Spring', named)).toBeUndefined();
	expect(leftOf('Spring', filter)).toBeUndefined();
});
