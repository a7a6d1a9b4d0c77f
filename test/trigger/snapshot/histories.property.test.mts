import fc from 'fast-check';
import type { TriggerEvent } from './builtModules.mts';
import { act, describeEvent, expectedStatus, expectedUpdate } from './randomActs.mts';
import { firstState, poll, type PollPlan } from './simulatedPoll.mts';
import { type LogLine, type Row, Service, type Style } from './simulatedService.mts';

const historiesOfEachStyle = 1500;

const rarely = <T,>(arbitrary: fc.Arbitrary<T>) =>
	fc.option(arbitrary, { freq: 5, nil: undefined }).map((value) => value);
const plan: fc.Arbitrary<PollPlan> = fc.record({
	between: fc.array(fc.array(act, { maxLength: 2 }), { maxLength: 5 }),
	failsAt: rarely(fc.nat(3)),
	stopsAt: rarely(fc.nat(3)),
});
const history = fc.record({
	first: fc.array(act, { maxLength: 14 }),
	steps: fc.array(
		fc.record({
			acts: fc.array(act, { maxLength: 5 }),
			plan,
			isLost: fc.integer({ max: 7, min: 0 }),
			isShort: rarely(fc.constant(true)),
		}),
		{ maxLength: 10 },
	),
});

/** The events to expect of a campaign that was shown with these values, before and now. */
function expectedOf(before: Row | undefined, now: Row): string[] {
	if (before === undefined) return [`${now.id} created`];
	return [...expectedUpdate(before, now), ...expectedStatus(before, now)];
}

/** With a log, every single change of status must be reported. */
function expectedOfLog(lines: readonly LogLine[], statuses: Map<string, Row['status']>): string[] {
	return lines.flatMap(({ row, isCreation }) => {
		const before = statuses.get(row.id);
		statuses.set(row.id, row.status);
		return isCreation ? [`${row.id} created`] : [`${row.id} ${before} > ${row.status}`];
	});
}

const isDeletion = (text: string) => text.endsWith(' deleted');
const isLogged = (text: string) => !/ updated| deleted$/.test(text);

function run(
	style: Style,
	{ first, steps }: typeof history extends fc.Arbitrary<infer H> ? H : never,
): number {
	const service = new Service(style);
	for (const each of first) service.act(each);
	const quietStep = { acts: [], plan: { between: [] }, isLost: 1, isShort: undefined };
	// What many missing campaigns need before they count as deleted.
	const quietSteps = Array.from({ length: 8 }, () => quietStep);
	let wasShort = false;
	let state = firstState(style);
	const seen = new Map<string, Row>();
	const expected: string[] = [];
	const events: TriggerEvent[] = [];
	let begin: { log: number; statuses: Map<string, Row['status']> } | undefined;
	for (const { acts, plan: planned, isLost, isShort = false } of [...steps, ...quietSteps]) {
		if (planned === quietStep.plan) service.pass(300_000);
		for (const each of acts) service.act(each);
		// A list may be wrong once. What two scans do not show is deleted.
		const polling: PollPlan = {
			...planned,
			isShort: isShort && !wasShort && state.snapshot.cursor === undefined,
		};
		if (isLost === 0) {
			// Reported, but the host was killed before it stored the state: the same IDs are reported again.
			const once = poll(service, style, state, { between: [] });
			const again = poll(service, style, state, { between: [] });
			expect(once?.events.map(({ eventId }) => eventId)).toEqual(
				again?.events.map(({ eventId }) => eventId),
			);
		}
		// What changes before the log's end is first reached is reported from the list: later, and less exactly.
		const isExact = style !== 'cursor pages and a log' || state.snapshot.hasBaseline;
		const done = poll(service, style, state, isExact ? polling : { between: [] });
		if (done === undefined) continue;
		if (done.isComplete) wasShort = polling.isShort === true;
		const hadBaseline = state.snapshot.hasBaseline;
		for (const [id, row] of done.shown) {
			if (hadBaseline) expected.push(...expectedOf(seen.get(id), row));
			seen.set(id, row);
		}
		if (begin === undefined && done.state.snapshot.hasBaseline) {
			begin = { log: done.logEnd, statuses: new Map() };
			for (const { row } of service.log.slice(0, done.logEnd))
				begin.statuses.set(row.id, row.status);
		}
		for (const event of done.events) {
			if (event.change.event === 'deleted') {
				expect(service.rows.map(({ id }) => id)).not.toContain(event.change.entry.id);
			}
		}
		events.push(...done.events);
		state = done.state;
	}
	const existing = new Set(service.rows.map(({ id }) => id));
	return check(style, { events, expected, seen, existing, begin, service });
}

interface Outcome {
	events: TriggerEvent[];
	expected: string[];
	seen: Map<string, Row>;
	existing: Set<string>;
	begin: { log: number; statuses: Map<string, Row['status']> } | undefined;
	service: Service;
}

function check(
	style: Style,
	{ events, expected, seen, existing, begin, service }: Outcome,
): number {
	const reported = events.map(describeEvent);
	expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(events.length);
	const created = events.filter(({ change }) => change.event === 'created');
	const known = new Set([...seen.keys(), ...created.map(({ change }) => change.entry.id)]);
	const deleted = [...known].filter((id) => !existing.has(id)).map((id) => `${id} deleted`);
	expect(reported.filter(isDeletion).sort()).toEqual(deleted.sort());
	if (style === 'cursor pages and a log') {
		const lines = begin === undefined ? [] : service.log.slice(begin.log);
		const logged = expectedOfLog(lines, begin?.statuses ?? new Map());
		expect(reported.filter(isLogged).sort()).toEqual(logged.sort());
	} else {
		expect(reported.filter((text) => !isDeletion(text)).sort()).toEqual(expected.sort());
	}
	return events.length;
}

describe.each<Style>(['numbered pages', 'cursor pages', 'one page', 'cursor pages and a log'])(
	'a service with %s',
	(style) => {
		it('reports every event once, whatever happens while it is scanned', () => {
			let histories = 0;
			let events = 0;
			fc.assert(
				fc.property(history, (one) => {
					histories += 1;
					events += run(style, one);
				}),
				{ numRuns: historiesOfEachStyle },
			);
			process.stdout.write(
				`${style}: ${histories} histories, ${events} events, each reported once\n`,
			);
			expect(histories).toBeGreaterThanOrEqual(historiesOfEachStyle);
		});
	},
);
