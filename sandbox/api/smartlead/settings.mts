import { json } from '../responses.mts';
import type { ApiResponse } from '../service.mts';
import type { Extras, SmartleadCampaign } from './campaign.mts';
import { apiError } from './errors.mts';
import type { ScheduleBody, Settings } from './schemas.mts';

/** The values of track_settings in a write, and in a read. */
const trackSettings = new Map([
	['DONT_TRACK_EMAIL_OPEN', 'DONT_EMAIL_OPEN'],
	['DONT_TRACK_LINK_CLICK', 'DONT_LINK_CLICK'],
	['DONT_TRACK_REPLY_TO_AN_EMAIL', 'DONT_REPLY_TO_AN_EMAIL'],
]);

const stopSettings = ['REPLY_TO_AN_EMAIL', 'CLICK_ON_A_LINK', 'OPEN_AN_EMAIL'];

/** The settings that a read returns. */
const readableSettings = new Set([
	'name',
	'stop_lead_settings',
	'unsubscribe_text',
	'send_as_plain_text',
	'follow_up_percentage',
	'client_id',
	'enable_ai_esp_matching',
]);

/**
 * POST /campaigns/{id}/settings: omitted settings stay as they are.
 *
 * @throws HttpError 400 for an unknown value, also for one that only a read returns
 */
export function saveSettings(
	campaign: SmartleadCampaign,
	extras: Extras,
	settings: Settings,
): ApiResponse {
	const { track_settings: tracked, stop_lead_settings: stop, ...rest } = settings;
	const readValues = tracked?.map((value) => {
		const read = trackSettings.get(value);
		// Observed with the values of a read.
		if (read === undefined) throw apiError(`Invalid track_settings value - ${value}`);
		return read;
	});
	if (stop !== undefined && !stopSettings.includes(stop)) {
		throw apiError(`Invalid stop_lead_settings value - ${stop}`);
	}
	if (readValues) campaign.track_settings = readValues;
	if (stop !== undefined) campaign.stop_lead_settings = stop;
	for (const [key, value] of Object.entries(rest)) {
		Object.assign(readableSettings.has(key) ? campaign : extras.writeOnly, { [key]: value });
	}
	return json(200, { ok: true });
}

function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return /[A-Za-z]/.test(name);
	} catch {
		return false;
	}
}

const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * POST /campaigns/{id}/schedule.
 *
 * @throws HttpError 400 with the documented text; the misspelling is the service's
 */
export function saveSchedule(campaign: SmartleadCampaign, schedule: ScheduleBody): ApiResponse {
	const { timezone, start_hour: start, end_hour: end } = schedule;
	if (!isTimeZone(timezone)) throw apiError(`Invalid timezone - ${timezone}`);
	if (!timeOfDay.test(start)) throw apiError(`Invalid start_hour - ${start}`);
	if (!timeOfDay.test(end)) throw apiError(`Invalid end_hour - ${end}`);
	if (start > end) throw apiError('startHour cannot be greater that endHour');
	campaign.scheduler_cron_value = {
		tz: timezone,
		days: schedule.days_of_the_week,
		startHour: start,
		endHour: end,
	};
	campaign.min_time_btwn_emails = schedule.min_time_btw_emails;
	campaign.max_leads_per_day = schedule.max_new_leads_per_day;
	campaign.schedule_start_time = schedule.schedule_start_time ?? null;
	return json(200, { ok: true });
}
