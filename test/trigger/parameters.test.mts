import type { IDataObject } from 'n8n-workflow';
import { ActiveTrigger } from '../engine/trigger.mts';
import { useSandbox } from '../engine/world.mts';
import { allEvents } from './helpers.mts';

const world = useSandbox();

it.each<[string, IDataObject, string]>([
	['no event', { events: [] }, "'Events' is empty"],
	['an unknown event', { events: ['archived'] }, "'Events' cannot be 'archived'"],
	['an unknown status', { events: allEvents, statuses: ['ready'] }, "'Statuses' cannot be 'ready'"],
	[
		'a name that is not a text',
		{ events: allEvents, filters: { name: 5 } },
		"'Name' is not a text",
	],
	[
		'a rate of 0',
		{ events: allEvents, options: { requestsPerMinute: 0 } },
		"'Requests per Minute' must be a whole number from 1",
	],
	[
		'a switch that is neither true nor false',
		{ events: allEvents, options: { figures: 'some' } },
		"'Include Figures' must be true or false, not 'some'",
	],
	[
		'IDs that are not a list',
		{ events: allEvents, filters: { campaigns: { a: 1 } } },
		"'Campaign IDs' is not a list of IDs",
	],
])('refuses %s before any request', async (_, parameters, message) => {
	const trigger = new ActiveTrigger(world.credential('inbox'), parameters as never);
	const { error } = await trigger.poll();
	expect(error?.message).toBe(message);
	expect(error).toHaveProperty('failure.cause', 'configuration-invalid');
	expect(await world.log('inbox')).toEqual([]);
});
