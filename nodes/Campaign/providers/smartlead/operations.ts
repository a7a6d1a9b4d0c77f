import type { CampaignStatus } from '../../campaign';
import { idText, isObject } from '../../json';
import type {
	CampaignOperations,
	Changes,
	ChangeStatusCapability,
	CreateCapability,
	DeleteCapability,
	Fields,
	GetCapability,
} from '../contract/campaigns';
import { fieldDifferences } from '../shared/compare';
import { campaign, created, done, isDone } from './answers';
import { duplicate } from './duplicate';
import { additionalFields, updateFields } from './fields';
import { getAll } from './list';
import { mailboxes } from './mailboxes';
import {
	changedSchedule,
	comparableSchedule,
	currentSchedule,
	hasSchedule,
	requireNewSchedule,
	scheduleStep,
} from './schedule';
import { sequence } from './sequence';
import { clientNumber, currentSettings, hasSettings, settingsBody, settingsStep } from './settings';

/** What the status call takes. A campaign is read with other words: START becomes ACTIVE. */
const writtenStatus: Partial<Record<CampaignStatus, string>> = {
	active: 'START',
	paused: 'PAUSED',
	stopped: 'STOPPED',
};

/** A missing campaign is answered with 200 and `{}` or an empty body. */
const get: GetCapability = {
	by: 'call',
	request: (id) => ({
		purpose: 'read the campaign',
		method: 'GET',
		path: ['campaigns', id],
		basis: 'observed',
		answer: campaign,
		emptyMeansNotFound: true,
	}),
	parseCampaign: (answer) => {
		if (answer === undefined) return null;
		if (!isObject(answer)) return undefined;
		if (Object.keys(answer).length === 0) return null;
		const campaign = isObject(answer.data) ? answer.data : answer;
		return idText(campaign.id) === undefined ? undefined : campaign;
	},
};

/** Settings and schedule have calls of their own. */
const changes: Changes = {
	differences: (fields, current) =>
		fieldDifferences(
			fields,
			{ ...settingsBody(fields), ...comparableSchedule(changedSchedule(fields)) },
			{ ...currentSettings(current), ...comparableSchedule(currentSchedule(current)) },
		),
	steps: (id, fields, current) => [
		...(hasSettings(fields) ? [settingsStep(id, fields)] : []),
		...(hasSchedule(fields) ? [scheduleStep(id, fields, current ?? {})] : []),
	],
};

const create: CreateCapability = {
	additionalFields,
	request: (fields) => {
		// Checked now, so that invalid fields create no campaign.
		requireNewSchedule(fields);
		const client = clientNumber(fields.client_id);
		if (hasSettings(fields)) settingsStep('0', fields);
		return {
			purpose: 'create the campaign',
			method: 'POST',
			path: ['campaigns', 'create'],
			basis: 'observed',
			answer: created,
			body: { name: fields.name, ...(client === undefined ? {} : { client_id: client }) },
		};
	},
	parseId: (answer) => (isObject(answer) ? idText(answer.id) : undefined),
	followUp: {
		fields: withoutCreated,
		// The schedule call replaces the whole schedule.
		needsCurrent: hasSchedule,
		...changes,
	},
	startNow: {
		lacks: (set) => [
			...(hasSchedule(set) ? [] : ['schedule']),
			...(set[sequence.name] === undefined ? ['sequence'] : []),
			...(set[mailboxes.name] === undefined ? ['email account'] : []),
		],
	},
};

const changeStatus: ChangeStatusCapability = {
	targets: [
		{
			status: 'active',
			displayName: 'Active (Start or Resume)',
			description:
				'Sends emails to its leads. Requires a sequence, a schedule and an email account.',
			requirements:
				'A campaign needs a sequence, a schedule, at least one email account and leads before it starts.',
		},
		{
			status: 'paused',
			displayName: 'Paused',
			description: 'Sends nothing until it is started again',
		},
		{
			status: 'stopped',
			displayName: 'Stopped (for Good)',
			description: 'The service describes this as permanent',
		},
	],
	request: (id, target) => ({
		purpose: "change the campaign's status",
		method: 'POST',
		path: ['campaigns', id, 'status'],
		basis: 'observed',
		answer: done,
		body: { status: writtenStatus[target] },
		idempotent: true,
	}),
};

const deletion: DeleteCapability = {
	request: (id) => ({
		purpose: 'delete the campaign',
		method: 'DELETE',
		path: ['campaigns', id],
		basis: 'observed',
		answer: done,
		idempotent: true,
		timeoutMs: 60_000,
	}),
	isDone,
};

/** What Smartlead's API can do with campaigns. */
export const operations: CampaignOperations = {
	getAll,
	get,
	create,
	update: {
		updateFields,
		clearableFields: ['ai_categorisation_options', 'track_settings', 'unsubscribe_text'],
		...changes,
	},
	changeStatus,
	delete: deletion,
	duplicate,
	content: [sequence, mailboxes],
};

/** The fields that the creation itself does not send. */
function withoutCreated(fields: Fields): Fields {
	const created = ['name', 'client_id'];
	return Object.fromEntries(Object.entries(fields).filter(([name]) => !created.includes(name)));
}
