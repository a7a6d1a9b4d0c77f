import { idText, isObject } from '../../json';
import type {
	ContentEntry,
	ContentField,
	ContentStep,
	DeclaredContent,
	Reference,
} from '../contract/content';
import { InvalidInput } from '../contract/invalidInput';
import type { Listing } from '../contract/listing';
import type { ProviderRequest } from '../contract/request';
import { nothing } from '../shared/shapes';
import { event as eventShape, eventPage } from './answers';
import { eventsField, eventsJsonField } from './eventFields';
import type { DeclaredEvent } from './eventInput';
import { readEvent } from './eventInput';
import { declaredOf, isSameEvent, isTwice, matchEvents, sortEvents } from './eventMatching';
import { dateFields, flows } from './optionLists';
import { parsePage } from './paging';

const path = ['campaign_events.json'] as const;

/** The events of a campaign: what it sends, and when. Every campaign is active, so each change reaches its contacts. */
export const events: ContentField = {
	name: 'events',
	editor: eventsField,
	json: eventsJsonField,
	read: { by: 'call', listing: eventsOf },
	reachesPeople: true,
	fromEditor(value) {
		const list = isObject(value) ? (value.event ?? []) : value;
		if (!Array.isArray(list)) throw notAList();
		// A field that was added and left empty must not delete all events. The twin can.
		if (list.length === 0) return undefined;
		return declare(list, eventsField.displayName);
	},
	fromJson: (list) => declare(list, eventsJsonField.displayName),
};

function notAList(): InvalidInput {
	return new InvalidInput(
		`'${eventsField.displayName}' is not a list of events`,
		`Add events in the editor, or give them as data in '${eventsJsonField.displayName}'.`,
	);
}

/** The events of one campaign. The service filters them; one of another campaign would be deleted by mistake. */
function eventsOf(campaign: string): Listing<ContentEntry> {
	return {
		firstPage: () => ({
			purpose: "list the campaign's events",
			method: 'GET',
			path,
			query: { campaign },
			basis: 'observed',
			answer: eventPage,
		}),
		parsePage(answer, request) {
			const page = parsePage(answer, request);
			const isWhole = page?.entries.every(
				({ uuid, campaign: of }) => idText(uuid) !== undefined && isObject(of),
			);
			if (page === undefined || isWhole !== true) return undefined;
			const isOfCampaign = ({ campaign: of }: ContentEntry) =>
				isObject(of) && String(of.uuid).toLowerCase() === campaign.toLowerCase();
			return { ...page, entries: page.entries.filter(isOfCampaign) };
		},
	};
}

/** @throws InvalidInput when the service would refuse one of them, or one is there twice */
function declare(list: readonly unknown[], label: string): DeclaredContent {
	const numbered = list.map((value, index) => readEvent(value, `'${label}' ${index + 1}`));
	for (const [index, event] of numbered.entries()) {
		const first = numbered.findIndex((other) => isTwice(other, event));
		if (first === index) continue;
		throw new InvalidInput(
			`'${label}' ${first + 1} and ${index + 1} are the same`,
			'Contacts would get the message twice. Remove one of the two events.',
		);
	}
	const declared = sortEvents(numbered);
	const byLanguage = declared.some(({ message }) => isObject(message));
	return {
		value: declared,
		valueOf: (entries) => declaredOf(entries, byLanguage),
		steps: (campaign, entries) => stepsTo(declared, campaign, entries ?? []),
		references: (entries) => referencesOf(declared, entries ?? []),
	};
}

/** Deletes first: a run that breaks off must not leave an event beside the one that takes its place. */
function stepsTo(
	declared: readonly DeclaredEvent[],
	campaign: string,
	entries: readonly ContentEntry[],
): ContentStep[] {
	const { removed, changed, added } = matchEvents(declared, entries);
	return [
		...removed.map((uuid) => ({
			name: 'delete event',
			request: deletion(uuid),
			isDone: (now: readonly ContentEntry[]) => now.every((entry) => entry.uuid !== uuid),
		})),
		...changed.map(({ uuid, to }) => ({
			name: 'update event',
			request: { ...saving(campaign, to), query: { uuid }, idempotent: true },
			isConfirmed: isEvent,
			isDone: isThere(to),
		})),
		...added.map((event) => ({
			name: 'create event',
			request: saving(campaign, event),
			isConfirmed: isEvent,
			isDone: isThere(event),
		})),
	];
}

/** The answer to a creation and to an update is the event. */
function isEvent(answer: unknown): boolean {
	return isObject(answer) && idText(answer.uuid) !== undefined;
}

/** Observed: an event is saved and the request still answered with 500 when it cannot be scheduled at once. */
function isThere(event: DeclaredEvent): (now: readonly ContentEntry[]) => boolean {
	return (now) => now.some((entry) => isSameEvent(event, entry));
}

function saving(campaign: string, event: DeclaredEvent): ProviderRequest {
	return {
		purpose: 'save an event of the campaign',
		method: 'POST',
		path,
		basis: 'observed',
		answer: eventShape,
		body: { campaign, ...event },
	};
}

function deletion(uuid: string): ProviderRequest {
	return {
		purpose: 'delete an event of the campaign',
		method: 'DELETE',
		path,
		query: { uuid },
		basis: 'observed',
		answer: nothing,
		idempotent: true,
		allowEmptyBody: true,
	};
}

/** What new and changed events refer to. The server fails with 500 for a field that is no date. */
function referencesOf(
	declared: readonly DeclaredEvent[],
	entries: readonly ContentEntry[],
): Reference[] {
	const { changed, added } = matchEvents(declared, entries);
	const written = [...changed.map(({ to }) => to), ...added];
	return [
		{
			values: unique(added.map(({ relative_to }) => relative_to)),
			list: dateFields,
			missing: (keys) =>
				new InvalidInput(
					`'Relative To' cannot be ${quoted(keys)}: the workspace has no field with dates of this key`,
					'Nothing was sent. Events are relative to a contact field of the type Date & Time. Choose one from the list, or enter its key.',
				),
		},
		{
			values: unique(written.flatMap(({ flow }) => flow ?? [])),
			list: flows,
			missing: (uuids) =>
				new InvalidInput(
					`'Flow' cannot be ${quoted(uuids)}: the workspace has no such flow, or it is archived`,
					'Nothing was sent. Choose a flow from the list, or enter its UUID.',
				),
		},
	];
}

function unique(values: readonly string[]): string[] {
	return [...new Set(values)];
}

function quoted(values: readonly string[]): string {
	return values.map((value) => `'${value}'`).join(', ');
}
