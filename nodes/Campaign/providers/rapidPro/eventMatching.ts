import { idText, isObject } from '../../json';
import type { ContentEntry } from '../contract/content';
import type { DeclaredEvent } from './eventInput';
import { unitMinutes } from './eventFields';
import { trim } from './space';

/** How the events of a campaign become those that are declared. Events that stay are in none of the lists. */
export interface EventChanges {
	/** The UUIDs of events that are not declared. */
	readonly removed: readonly string[];
	/** Events that fire when a declared one does, but do something else then. */
	readonly changed: ReadonlyArray<{ readonly uuid: string; readonly to: DeclaredEvent }>;
	readonly added: readonly DeclaredEvent[];
}

/**
 * Matches declared events to those that are there. An event that fires at the same time and does the same stays; one that
 * fires at the same time becomes the declared one; all others go.
 */
export function matchEvents(
	declared: readonly DeclaredEvent[],
	entries: readonly ContentEntry[],
): EventChanges {
	const left = [...entries];
	const takeMatch = (predicate: (entry: ContentEntry) => boolean): ContentEntry | undefined => {
		const index = left.findIndex(predicate);
		return index === -1 ? undefined : left.splice(index, 1)[0];
	};
	const missing = declared.filter(
		(event) => takeMatch((entry) => isSameEvent(event, entry)) === undefined,
	);
	const changed: Array<{ uuid: string; to: DeclaredEvent }> = [];
	const added: DeclaredEvent[] = [];
	for (const event of missing) {
		const entry = takeMatch((one) => isSameTime(event, one));
		if (entry === undefined) added.push(event);
		else changed.push({ uuid: uuidOf(entry), to: event });
	}
	return { removed: left.map(uuidOf), changed, added };
}

/** The events of a campaign, as the API writes them. */
export function declaredOf(entries: readonly ContentEntry[], byLanguage: boolean): DeclaredEvent[] {
	return sortEvents(
		entries.map(({ relative_to, offset, unit, delivery_hour, message, flow }) => ({
			relative_to: isObject(relative_to) ? String(relative_to.key) : '',
			offset: Number(offset),
			unit: String(unit),
			delivery_hour: Number(delivery_hour),
			...(isObject(flow)
				? { flow: String(flow.uuid) }
				: { message: byLanguage ? textsOf(message) : shortMessage(message) }),
		})),
	);
}

/** Events in the order in which they fire for a date, as far as that can be told. */
export function sortEvents(events: readonly DeclaredEvent[]): DeclaredEvent[] {
	return [...events].sort(
		(a, b) =>
			compare(a.relative_to, b.relative_to) ||
			compare(minutesOf(a), minutesOf(b)) ||
			compare(a.delivery_hour, b.delivery_hour) ||
			compare(a.unit, b.unit) ||
			compare(actionText(a), actionText(b)),
	);
}

/** Whether an event that is there is the declared one. */
export function isSameEvent(declared: DeclaredEvent, entry: ContentEntry): boolean {
	if (!isSameTime(declared, entry)) return false;
	const { flow, message } = declared;
	if (flow !== undefined) return isObject(entry.flow) && entry.flow.uuid === flow;
	if (isObject(entry.flow) || !isObject(entry.message)) return false;
	const there = textsOf(entry.message);
	// A text is sent for the default language, and is then the only one.
	if (typeof message === 'string') return isEqual(Object.values(there), [trim(message)]);
	return isEqual(Object.entries(there).sort(byKey), Object.entries(message ?? {}).sort(byKey));
}

/** Whether two declared events do the same at the same time. A text may be the same as a text by language. */
export function isTwice(a: DeclaredEvent, b: DeclaredEvent): boolean {
	const action = ({ flow, message }: DeclaredEvent) =>
		actionText({ flow, message: isObject(message) ? shortMessage(message) : message });
	return timeKey(a) === timeKey(b) && action(a) === action(b);
}

function isSameTime(declared: DeclaredEvent, entry: ContentEntry): boolean {
	const [there] = declaredOf([entry], true);
	return there !== undefined && timeKey(there) === timeKey(declared);
}

/** When an event fires. 24 hours and 1 day are not the same: a change of the clocks comes between them. */
function timeKey({ relative_to, offset, unit, delivery_hour }: DeclaredEvent): string {
	return JSON.stringify([relative_to, offset, unit, delivery_hour]);
}

function minutesOf({ offset, unit }: DeclaredEvent): number {
	return offset * (unitMinutes.get(unit) ?? 1);
}

function actionText({ message, flow }: Pick<DeclaredEvent, 'message' | 'flow'>): string {
	const texts = isObject(message) ? Object.entries(message).sort(byKey) : (message ?? null);
	return JSON.stringify([flow ?? null, texts]);
}

function uuidOf({ uuid }: ContentEntry): string {
	return idText(uuid) ?? '';
}

/** The texts of a message, by language. */
function textsOf(message: unknown): Record<string, string> {
	const texts = isObject(message) ? Object.entries(message) : [];
	return Object.fromEntries(texts.map(([language, text]) => [language, trim(String(text))]));
}

/** A message that exists in one language is shown as its text. */
function shortMessage(message: unknown): DeclaredEvent['message'] {
	const texts = textsOf(message);
	const [only, ...others] = Object.values(texts);
	return only === undefined || others.length > 0 ? texts : only;
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
	return compare(a, b);
}

function compare<T extends string | number>(a: T, b: T): number {
	return a === b ? 0 : a < b ? -1 : 1;
}

function isEqual(a: unknown, b: unknown): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}
