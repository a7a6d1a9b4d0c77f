import type { IDataObject } from 'n8n-workflow';
import type { RawCampaign } from '../../campaign';
import { isoTime } from '../../campaign';
import { isObject } from '../../json';
import type { Fields } from '../contract/campaigns';
import { InvalidInput } from '../contract/invalidInput';
import type { Step } from '../contract/step';
import { hasAnyField, pickFields } from '../shared/fields';
import { idList } from '../shared/values';
import { done } from './answers';

/** The fields of the schedule call, as they are written. Campaigns are read with other names. */
const scheduleNames = [
	'timezone',
	'days_of_the_week',
	'start_hour',
	'end_hour',
	'min_time_btw_emails',
	'max_new_leads_per_day',
	'schedule_start_time',
] as const;

const zoneLabel = 'Schedule: Time Zone Name or ID';

/** The fields that the schedule call requires. */
const required = [
	['timezone', zoneLabel],
	['days_of_the_week', 'Schedule: Days of the Week'],
	['start_hour', 'Schedule: Start Hour'],
	['end_hour', 'Schedule: End Hour'],
] as const;

/** Whether the user set any field of the schedule call. */
export function hasSchedule(fields: Fields): boolean {
	return hasAnyField(fields, scheduleNames);
}

/**
 * Refuses an incomplete schedule for a new campaign, which the service would refuse only after it created the campaign.
 *
 * @throws InvalidInput naming what is missing
 */
export function requireNewSchedule(fields: Fields): void {
	if (hasSchedule(fields)) requireComplete(changedSchedule(fields));
}

/**
 * POST /campaigns/{id}/schedule. The call replaces the whole schedule, so what the user did not set is taken from the
 * campaign.
 *
 * @throws InvalidInput when neither the user nor the campaign has a required field
 */
export function scheduleStep(id: string, fields: Fields, current: RawCampaign): Step {
	const schedule = { ...currentSchedule(current), ...changedSchedule(fields) };
	requireComplete(schedule);
	return {
		name: 'save schedule',
		request: {
			purpose: "change the campaign's schedule",
			method: 'POST',
			path: ['campaigns', id, 'schedule'],
			basis: 'observed',
			answer: done,
			body: schedule,
			idempotent: true,
		},
	};
}

/** What the user set of the schedule, in the types that the API wants. */
export function changedSchedule(fields: Fields): IDataObject {
	const schedule = pickFields(fields, scheduleNames);
	if (schedule.days_of_the_week !== undefined) {
		schedule.days_of_the_week = idList(schedule.days_of_the_week, 'Schedule: Days of the Week').map(
			dayNumber,
		);
	}
	requireTimes(schedule);
	requireZone(schedule.timezone);
	requirePause(schedule.min_time_btw_emails);
	if (hasValue(schedule.schedule_start_time)) {
		schedule.schedule_start_time = startTime(schedule.schedule_start_time);
	}
	return schedule;
}

/** A schedule for comparing: the same start time can be written in several forms. */
export function comparableSchedule(schedule: IDataObject): IDataObject {
	const time = isoTime(schedule.schedule_start_time);
	return time === null ? schedule : { ...schedule, schedule_start_time: time };
}

/** The service refuses what these functions refuse, but for a new campaign only after it was created. */
function requireTimes({ start_hour: start, end_hour: end }: IDataObject): void {
	for (const [value, label] of [
		[start, 'Schedule: Start Hour'],
		[end, 'Schedule: End Hour'],
	] as const) {
		if (!hasValue(value) || /^([01]\d|2[0-3]):[0-5]\d$/.test(String(value))) continue;
		throw new InvalidInput(
			`'${label}' is not a time of day: ${String(value)}`,
			'Enter it as HH:MM with 24 hours, for example 09:00.',
		);
	}
	if (hasValue(start) && hasValue(end) && String(start) > String(end)) {
		throw new InvalidInput(
			`'Schedule: End Hour' (${String(end)}) must not be earlier than 'Schedule: Start Hour' (${String(start)})`,
			'Enter a later end, or an earlier start.',
		);
	}
}

function requireZone(zone: unknown): void {
	if (!hasValue(zone) || isTimeZone(String(zone))) return;
	throw new InvalidInput(
		`'${zoneLabel}' is not an IANA time zone: ${String(zone)}`,
		'Enter a name such as America/New_York or Europe/Berlin.',
	);
}

/** Newer versions of Node also accept offsets such as +01:00. The service takes names only. */
function isTimeZone(name: string): boolean {
	try {
		const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
		return /^[a-z]/i.test(timeZone);
	} catch {
		return false;
	}
}

function requirePause(minutes: unknown): void {
	if (!hasValue(minutes) || (Number.isInteger(Number(minutes)) && Number(minutes) >= 3)) return;
	throw new InvalidInput(
		`'Schedule: Minutes Between Emails' must be a whole number from 3, not ${String(minutes)}`,
		'Enter at least 3 minutes.',
	);
}

/**
 * The start time as text, as it was given if it has an offset. An expression may give a date object.
 *
 * @throws InvalidInput when it is not a time
 */
function startTime(value: unknown): string {
	const text = (value instanceof Date ? value.toISOString() : String(value)).trim();
	const time = isoTime(text);
	if (time === null) {
		throw new InvalidInput(
			`'Schedule: Start Time' is not a date: ${text}`,
			'Enter it as ISO 8601, for example 2027-01-15T08:00:00.000Z.',
		);
	}
	return /(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : time;
}

/** Sunday is sent as 0. Parts of the documentation count it as 7. */
function dayNumber(text: string): number {
	if (/^[0-7]$/.test(text)) return Number(text) % 7;
	throw new InvalidInput(
		`'Schedule: Days of the Week' contains '${text}', which is not a day`,
		'Enter numbers from 0 (Sunday) to 6 (Saturday).',
	);
}

function requireComplete(schedule: IDataObject): void {
	const missing = required
		.filter(([name]) => !hasValue(schedule[name]))
		.map(([, label]) => `'${label}'`);
	if (missing.length === 0) return;
	throw new InvalidInput(
		`The schedule is missing ${missing.join(', ')}`,
		'The service requires a time zone, days, a start hour and an end hour. Set the ones that the campaign does not have yet.',
	);
}

/** The campaign's schedule, as it is written; `{}` when it has none. */
export function currentSchedule(current: RawCampaign): IDataObject {
	const cron = cronValue(current.scheduler_cron_value);
	const schedule: IDataObject = {
		timezone: cron.tz,
		days_of_the_week: cron.days,
		start_hour: cron.startHour,
		end_hour: cron.endHour,
		min_time_btw_emails: numberOf(current.min_time_btwn_emails),
		max_new_leads_per_day: numberOf(current.max_leads_per_day),
		schedule_start_time: current.schedule_start_time,
	};
	return Object.fromEntries(Object.entries(schedule).filter(([, value]) => hasValue(value)));
}

/** An object. The oldest documentation shows a string that looks like a JavaScript object. */
function cronValue(value: unknown): IDataObject {
	if (isObject(value)) return value;
	if (typeof value !== 'string') return {};
	const textOf = (name: string) =>
		new RegExp(`${name}["']?\\s*:\\s*["']([^"']*)["']`).exec(value)?.[1];
	const days = /days["']?\s*:\s*\[([^\]]*)\]/.exec(value)?.[1];
	return {
		tz: textOf('tz'),
		days: days
			?.split(',')
			.filter((day) => day.trim() !== '')
			.map(Number),
		startHour: textOf('startHour'),
		endHour: textOf('endHour'),
	};
}

/** The service often sends numbers as strings. */
function numberOf(value: IDataObject[string]): IDataObject[string] {
	return typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
}

function hasValue(value: unknown): boolean {
	const isEmptyList = Array.isArray(value) && value.length === 0;
	return value !== undefined && value !== null && value !== '' && !isEmptyList;
}
