import type { IDataObject } from 'n8n-workflow';
import type { RawCampaign } from '../../campaign';
import { isObject } from '../../json';
import type { Fields, Step } from '../contract/campaigns';
import { InvalidInput } from '../contract/invalidInput';
import { setFields, setsAny } from '../shared/fields';
import { idList } from '../shared/values';
import { scheduleNames } from './fields';

/** Fields that the schedule call refuses to do without. */
const required = [
	['timezone', 'Schedule: Time Zone'],
	['days_of_the_week', 'Schedule: Days of the Week'],
	['start_hour', 'Schedule: Start Hour'],
	['end_hour', 'Schedule: End Hour'],
] as const;

/** Whether any of these fields belongs to the schedule call. */
export function setsSchedule(fields: Fields): boolean {
	return setsAny(fields, scheduleNames);
}

/**
 * A campaign's schedule in the words that the API writes; it is read in others
 * (`scheduler_cron_value.days`, `min_time_btwn_emails`, …).
 *
 * @returns only what the campaign has; `{}` for a campaign without a schedule
 */
export function storedSchedule(stored: RawCampaign): IDataObject {
	const cron = cronValue(stored.scheduler_cron_value);
	const read: IDataObject = {
		timezone: cron.tz,
		days_of_the_week: cron.days,
		start_hour: cron.startHour,
		end_hour: cron.endHour,
		min_time_btw_emails: numberOf(stored.min_time_btwn_emails),
		max_new_leads_per_day: numberOf(stored.max_leads_per_day),
		schedule_start_time: stored.schedule_start_time,
	};
	return Object.fromEntries(Object.entries(read).filter(([, value]) => isSet(value)));
}

/** The oldest documentation shows the value as text that looks like a JavaScript object. */
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

function isSet(value: unknown): boolean {
	return (
		value !== undefined &&
		value !== null &&
		value !== '' &&
		!(Array.isArray(value) && value.length === 0)
	);
}

/** Numbers often come as texts. */
function numberOf(value: IDataObject[string]): IDataObject[string] {
	return typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
}

/**
 * Refuses a schedule for a new campaign that the service would refuse after having created it.
 *
 * @throws InvalidInput naming what is missing
 */
export function checkNewSchedule(fields: Fields): void {
	if (setsSchedule(fields)) requireWhole(writtenSchedule(fields));
}

/** What the user set of the schedule, in the types that the API wants. */
function writtenSchedule(fields: Fields): IDataObject {
	const schedule = setFields(fields, scheduleNames);
	if (schedule.days_of_the_week !== undefined) {
		schedule.days_of_the_week = idList(schedule.days_of_the_week, 'Schedule: Days of the Week').map(
			dayNumber,
		);
	}
	return schedule;
}

/** Sunday is 0; parts of the documentation count it as 7. */
function dayNumber(text: string): number {
	if (/^[0-7]$/.test(text)) return Number(text) % 7;
	throw new InvalidInput(
		`'Schedule: Days of the Week' holds '${text}', which is no day`,
		'Give numbers from 0 (Sunday) to 6 (Saturday).',
	);
}

function requireWhole(schedule: IDataObject): void {
	const missing = required
		.filter(([name]) => !isSet(schedule[name]))
		.map(([, label]) => `'${label}'`);
	if (missing.length === 0) return;
	throw new InvalidInput(
		`The schedule lacks ${missing.join(', ')}`,
		'The service takes no schedule without time zone, days, start and end hour: set those that the campaign does not have yet.',
	);
}

/**
 * The schedule call: what the user set, and for the rest what the campaign has, because the call
 * replaces the whole schedule.
 *
 * @throws InvalidInput when the campaign has no schedule and the user set only a part of one
 */
export function scheduleStep(id: string, fields: Fields, stored: RawCampaign): Step {
	const schedule = { ...storedSchedule(stored), ...writtenSchedule(fields) };
	requireWhole(schedule);
	return {
		name: 'schedule',
		request: {
			purpose: "change the campaign's schedule",
			method: 'POST',
			path: ['campaigns', id, 'schedule'],
			body: schedule,
			idempotent: true,
		},
	};
}
