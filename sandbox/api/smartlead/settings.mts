import { json } from '../responses.mts';
import type { Answer } from '../service.mts';
import type { Extras, SmartleadCampaign } from './campaign.mts';
import { refuse } from './errors.mts';
import type { ScheduleBody, Settings } from './schemas.mts';

/** Write words to read words. */
const trackWords = new Map([
	['DONT_TRACK_EMAIL_OPEN', 'DONT_EMAIL_OPEN'],
	['DONT_TRACK_LINK_CLICK', 'DONT_LINK_CLICK'],
	['DONT_TRACK_REPLY_TO_AN_EMAIL', 'DONT_REPLY_TO_AN_EMAIL'],
]);

const stopWords = ['REPLY_TO_AN_EMAIL', 'CLICK_ON_A_LINK', 'OPEN_AN_EMAIL'];

const readable = new Set([
	'name',
	'stop_lead_settings',
	'unsubscribe_text',
	'send_as_plain_text',
	'follow_up_percentage',
	'client_id',
	'enable_ai_esp_matching',
]);

/**
 * POST /campaigns/{id}/settings (the notes, 3.4): what is left out stays as it is.
 * @throws Refusal 400 for a word that is not a write word
 */
export function saveSettings(
	campaign: SmartleadCampaign,
	extras: Extras,
	settings: Settings,
): Answer {
	const { track_settings: tracked, stop_lead_settings: stop, ...others } = settings;
	const words = tracked?.map((word) => {
		const read = trackWords.get(word);
		// observed with the read words (L5)
		if (read === undefined) throw refuse(`Invalid track_settings value - ${word}`);
		return read;
	});
	if (stop !== undefined && !stopWords.includes(stop)) {
		throw refuse(`Invalid stop_lead_settings value - ${stop}`);
	}
	if (words) campaign.track_settings = words;
	if (stop !== undefined) campaign.stop_lead_settings = stop;
	for (const [key, value] of Object.entries(others)) {
		Object.assign(readable.has(key) ? campaign : extras.writeOnly, { [key]: value });
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

const hour = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * POST /campaigns/{id}/schedule (the notes, 3.5).
 * @throws Refusal 400 with the domain check's text (DOC1; the misspelling is the service's)
 */
export function saveSchedule(campaign: SmartleadCampaign, schedule: ScheduleBody): Answer {
	const { timezone, start_hour: start, end_hour: end } = schedule;
	if (!isTimeZone(timezone)) throw refuse(`Invalid timezone - ${timezone}`);
	if (!hour.test(start)) throw refuse(`Invalid start_hour - ${start}`);
	if (!hour.test(end)) throw refuse(`Invalid end_hour - ${end}`);
	if (start > end) throw refuse('startHour cannot be greater that endHour');
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
