import { isoTime } from '../../campaign';
import { idText, isObject } from '../../json';
import type { EventLog, LoggedEvent, TrackedFields } from '../contract/events';
import type { Page } from '../contract/listing';
import type { ProviderRequest } from '../contract/request';
import { eventPage } from './answers';
import { messageEvents, readMessageLine } from './messages';

/** The fields of both generations. */
export const trackedFields: TrackedFields = {
	settings: [
		'description',
		'dryRun',
		'hourlyMessageRate',
		'scheduleTimezone',
		'scheduleHours',
		'accountLinkIds',
		'rules',
		'sequence',
		'automations',
		'type',
		'steps',
		'lists',
		'customVariables',
	],
	figures: [
		'targetsCount',
		'contactedCount',
		'repliesCount',
		'completionRate',
		'replyRate',
		'scopeAssessedCount',
		'estimatedTargets',
	],
};

/** The most events that the service puts on a page. */
const pageSize = 1000;

/** The team's log of all events, documented as kept for seven days. */
export const eventLog: EventLog = {
	messageEvents,
	pageSize,
	pageAfter: (sequence) => ({
		purpose: 'read the event log',
		method: 'GET',
		path: ['events'],
		basis: 'documented',
		answer: eventPage,
		query: { afterSeq: String(sequence), limit: String(pageSize) },
	}),
	parsePage: parsePage,
};

/** Reads `{events, hasMore, lastSeq}`. */
function parsePage(answer: unknown, request: ProviderRequest): Page<LoggedEvent> | undefined {
	if (!isObject(answer) || !Array.isArray(answer.events)) return undefined;
	const lines: unknown[] = answer.events;
	const entries = lines.flatMap(readEvent);
	if (answer.hasMore !== true || lines.length === 0) return { entries };
	const last = entries[entries.length - 1]?.sequence ?? readSequence(answer.lastSeq);
	if (last === undefined) return undefined;
	return { entries, next: { ...request, query: { ...request.query, afterSeq: String(last) } } };
}

/** @returns nothing for a line without a number: it could not be told from other lines */
function readEvent(line: unknown): LoggedEvent[] {
	if (!isObject(line)) return [];
	const { seq, type, timestamp, data } = line;
	const sequence = readSequence(seq);
	if (sequence === undefined) return [];
	const isAboutCampaign = typeof type === 'string' && type.startsWith('campaign.');
	const campaign =
		isAboutCampaign && isObject(data) && isObject(data.campaign) ? data.campaign : undefined;
	const message = readMessageLine(line);
	return [
		{
			sequence,
			occurredAt: isoTime(timestamp),
			isCreation: type === 'campaign.created',
			...(campaign === undefined ? {} : { campaign }),
			...(message === undefined ? {} : { message }),
		},
	];
}

/** The number of an event in the log. It may be sent as text. */
export function readSequence(value: unknown): number | undefined {
	const sequence = Number(idText(value));
	return Number.isSafeInteger(sequence) ? sequence : undefined;
}
