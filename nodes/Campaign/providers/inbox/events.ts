import type { IDataObject } from 'n8n-workflow';
import { isObject, objectArray } from '../../json';
import type { EventLog, LoggedEvent, TrackedFields } from '../contract/events';
import type { Page } from '../contract/listing';
import type { ProviderRequest } from '../contract/request';
import { eventPage } from './answers';

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
	pageSize,
	pageAfter: (sequence) => ({
		purpose: 'read the event log',
		method: 'GET',
		path: ['events'],
		basis: 'documented',
		answer: eventPage,
		query: { afterSeq: String(sequence), limit: String(pageSize) },
	}),
	parsePage: readPage,
};

/** Reads `{events, hasMore, lastSeq}`. */
function readPage(answer: unknown, asked: ProviderRequest): Page<LoggedEvent> | undefined {
	if (!isObject(answer)) return undefined;
	const events = objectArray(answer.events)?.map(readEvent);
	if (events === undefined || !events.every((event) => event !== undefined)) return undefined;
	const last = events[events.length - 1];
	if (answer.hasMore !== true || last === undefined) return { entries: events };
	const query = { ...asked.query, afterSeq: String(last.sequence) };
	return { entries: events, next: { ...asked, query } };
}

function readEvent({ seq, type, data }: IDataObject): LoggedEvent | undefined {
	if (typeof seq !== 'number') return undefined;
	const isAboutCampaign = typeof type === 'string' && type.startsWith('campaign.');
	const campaign =
		isAboutCampaign && isObject(data) && isObject(data.campaign) ? data.campaign : undefined;
	return {
		sequence: seq,
		isCreation: type === 'campaign.created',
		...(campaign === undefined ? {} : { campaign }),
	};
}
