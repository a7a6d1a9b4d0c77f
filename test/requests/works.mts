import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, type ProviderId } from '../engine/world.mts';
import { facts } from '../providers/facts.mts';

/** Something that users do with many items, and the requests that it may take. */
export interface Work {
	readonly title: string;
	readonly provider: ProviderId;
	readonly parameters: INodeParameters;
	/** What the account's campaigns are like before, in the service's own form. */
	readonly stored?: IDataObject;
	/** Whether everything is already as it is asked for: nothing may be written. */
	readonly isDone?: boolean;
	/** Requests that the node took for 500 items before it read for many items at once (measured). */
	readonly before: number;
	/** The most requests that it may take for 500 items. */
	readonly allowed: number;
}

const campaign = byId('={{ $json.id }}');
const name = '={{ $json.name }}';

function changeStatus(
	provider: ProviderId,
	status: string,
	limits: Pick<Work, 'before' | 'allowed' | 'stored'>,
): Work {
	const parameters = { operation: 'changeStatus', campaign, status };
	return { title: `Change Status to ${status}`, provider, parameters, ...limits };
}

function create(provider: ProviderId, limits: Pick<Work, 'before' | 'allowed'>): Work {
	const parameters = {
		operation: 'create',
		name: '=New {{ $json.name }}',
		...facts[provider].create.required,
	};
	return { title: 'Create', provider, parameters, ...limits };
}

function upsert(
	provider: ProviderId,
	title: string,
	more: INodeParameters,
	limits: Pick<Work, 'before' | 'allowed' | 'stored'>,
): Work {
	const parameters = { operation: 'upsert', matchBy: 'name', name, ...more };
	return { title: `Create or Update, ${title}`, provider, parameters, isDone: true, ...limits };
}

function update(
	provider: ProviderId,
	title: string,
	updateFields: INodeParameters,
	limits: Pick<Work, 'before' | 'allowed' | 'stored'>,
): Work {
	const parameters = { operation: 'update', campaign, updateFields };
	return { title: `Update of ${title}`, provider, parameters, ...limits };
}

const schedule = {
	scheduler_cron_value: {
		tz: 'Europe/Berlin',
		days: [1, 2, 3, 4, 5],
		startHour: '09:00',
		endHour: '17:00',
	},
};

const asItIs = 'by name, all as it is';
const onlyName = 'by name, only the name given';

/** The works whose requests are counted. */
export const works: readonly Work[] = [
	changeStatus('dailyStory', 'active', {
		before: 1500,
		allowed: 505,
		stored: { status: 'Paused' },
	}),
	changeStatus('falconyte', 'active', { before: 4700, allowed: 515 }),
	changeStatus('inbox', 'active', { before: 2500, allowed: 513 }),
	changeStatus('smartlead', 'paused', {
		before: 1500,
		allowed: 505,
		stored: { status: 'ACTIVE' },
	}),
	create('dailyStory', { before: 1000, allowed: 505 }),
	create('smartlead', { before: 1000, allowed: 505 }),
	upsert(
		'dailyStory',
		asItIs,
		{ additionalFields: { description: 'As it is', segments: '812,811' } },
		{ before: 2000, allowed: 6, stored: { description: 'As it is', segments: [811, 812] } },
	),
	upsert('rapidPro', asItIs, { group: byId('reporters') }, { before: 1500, allowed: 7 }),
	upsert(
		'smartlead',
		asItIs,
		{ additionalFields: { follow_up_percentage: 60, timezone: 'Europe/Berlin' } },
		{ before: 1500, allowed: 7, stored: { follow_up_percentage: 60, ...schedule } },
	),
	upsert('dailyStory', onlyName, {}, { before: 500, allowed: 6 }),
	upsert('smartlead', onlyName, {}, { before: 500, allowed: 6 }),
	update('dailyStory', 'one field', { description: 'New' }, { before: 1500, allowed: 505 }),
	update('rapidPro', 'one field', { group: byId('Farmers') }, { before: 1000, allowed: 510 }),
	update('smartlead', 'one field', { follow_up_percentage: 60 }, { before: 1000, allowed: 505 }),
	update(
		'smartlead',
		'a part of the schedule',
		{ start_hour: '08:00' },
		{ before: 1500, allowed: 505, stored: schedule },
	),
];
