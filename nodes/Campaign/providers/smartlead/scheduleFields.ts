import type { INodeProperties } from 'n8n-workflow';
import { timeZoneField } from '../shared/timeZones';

/** The fields of a campaign's schedule. */
export const scheduleFields: readonly INodeProperties[] = [
	{
		displayName: 'Schedule: Days of the Week',
		name: 'days_of_the_week',
		type: 'multiOptions',
		default: [],
		description:
			"Sunday is sent as 0. Parts of the service's documentation count it as 7, so check a Sunday schedule in the web app.",
		options: [
			{ name: 'Friday', value: 5 },
			{ name: 'Monday', value: 1 },
			{ name: 'Saturday', value: 6 },
			{ name: 'Sunday', value: 0 },
			{ name: 'Thursday', value: 4 },
			{ name: 'Tuesday', value: 2 },
			{ name: 'Wednesday', value: 3 },
		],
	},
	{
		displayName: 'Schedule: End Hour',
		name: 'end_hour',
		type: 'string',
		default: '',
		placeholder: 'e.g. 17:00',
		description: 'Time of day after which no emails are sent, in 24-hour format (HH:MM)',
	},
	{
		displayName: 'Schedule: Max New Leads per Day',
		name: 'max_new_leads_per_day',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 100,
	},
	{
		displayName: 'Schedule: Minutes Between Emails',
		name: 'min_time_btw_emails',
		type: 'number',
		typeOptions: { minValue: 3 },
		default: 20,
		description: 'At least 3',
	},
	{
		displayName: 'Schedule: Start Hour',
		name: 'start_hour',
		type: 'string',
		default: '',
		placeholder: 'e.g. 09:00',
		description: 'Time of day from which emails are sent, in 24-hour format (HH:MM)',
	},
	{
		displayName: 'Schedule: Start Time',
		name: 'schedule_start_time',
		type: 'dateTime',
		default: '',
		description: 'When the campaign can send its first email (UTC if it has no offset)',
	},
	timeZoneField('timezone', 'Schedule: Time Zone', 'The time zone of the start and end hours.'),
];
