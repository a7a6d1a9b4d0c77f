import type { INodeParameters } from 'n8n-workflow';
import { runCampaign } from '../engine/engine.mts';
import { byId, type ProviderId, useSandbox } from '../engine/world.mts';

const world = useSandbox();

async function run(provider: ProviderId, parameters: INodeParameters) {
	return await runCampaign({
		credential: world.credential(provider),
		parameters: { provider, ...parameters },
	});
}

async function writes(provider: ProviderId) {
	return (await world.received(provider)).filter(({ method }) => method !== 'GET');
}

const schedule = {
	timezone: 'Europe/Berlin',
	days_of_the_week: [1, 2],
	start_hour: '09:00',
	end_hour: '17:00',
};

it.each([
	[
		'an hour without minutes',
		{ start_hour: '9' },
		"'Schedule: Start Hour' is not a time of day: 9",
	],
	[
		'an hour after 23:59',
		{ end_hour: '24:00' },
		"'Schedule: End Hour' is not a time of day: 24:00",
	],
	['an end before the start', { end_hour: '08:00' }, 'must not be earlier than'],
	['an unknown time zone', { timezone: 'Mars/Base' }, 'is not an IANA time zone: Mars/Base'],
	['an offset as time zone', { timezone: '+01:00' }, 'is not an IANA time zone: +01:00'],
	['an offset without a colon', { timezone: '-0530' }, 'is not an IANA time zone: -0530'],
	['less than 3 minutes between emails', { min_time_btw_emails: 2 }, 'a whole number from 3'],
	['a part of a minute between emails', { min_time_btw_emails: 3.5 }, 'a whole number from 3'],
	['a start time that is not a date', { schedule_start_time: 'soon' }, 'is not a date: soon'],
	['a choice that is not offered', { track_settings: '={{ ["NOTHING"] }}' }, "cannot be 'NOTHING'"],
])('creates no Smartlead campaign with %s', async (_, fields, message) => {
	const { error } = await run('smartlead', {
		operation: 'create',
		name: 'x',
		additionalFields: { ...schedule, ...fields },
	});
	expect(error?.message).toContain(message);
	expect(await world.received('smartlead')).toEqual([]);
});

it('creates no Falconyte campaign with an event that is not offered', async () => {
	const { error } = await run('falconyte', {
		operation: 'create',
		name: 'x',
		template_ids: ['7e3b1a7e-0000-4000-8000-000000000001'],
		mail_account_ids: ['3a11acc0-0000-4000-8000-000000000001'],
		events: '={{ ["lead.made"] }}',
	});
	expect(error?.message).toBe("'Events' cannot be 'lead.made'");
	expect(await world.received('falconyte')).toEqual([]);
});

it.each([
	['Update', { operation: 'update', updateFields: { description: 'x', name: 'y' } }],
	[
		'Create or Update by ID',
		{ operation: 'upsert', matchBy: 'id', name: 'y', additionalFields: { description: 'x' } },
	],
])('%s does not change a campaign in the Trash of DailyStory', async (_, parameters) => {
	await world.control('PUT', '/campaigns/dailyStory/23842', { status: 'Deleted' });
	const { error } = await run('dailyStory', { ...parameters, campaign: byId('23842') });
	expect(error?.message).toContain('is in the Trash of DailyStory');
	expect(await writes('dailyStory')).toEqual([]);
});

it('reads a DailyStory campaign from the list when the inferred call does not exist', async () => {
	await world.fault({
		provider: 'dailyStory',
		path: '/campaign/23842$',
		status: 404,
		headers: { 'content-type': 'text/html' },
		body: '<h1>Not Found</h1>',
	});
	const { items } = await run('dailyStory', { operation: 'get', campaign: byId('23842') });
	expect(items).toMatchObject([{ id: '23842', name: 'Welcome series' }]);
});

it('does not read a DailyStory campaign from the list when its own call fails', async () => {
	await world.fault({ provider: 'dailyStory', path: '/campaign/23842$', status: 503, body: {} });
	const { error } = await run('dailyStory', {
		operation: 'get',
		campaign: byId('23842'),
		options: { maxAttempts: 1 },
	});
	expect(error?.message).toContain('HTTP 503');
	expect(await world.log('dailyStory')).toHaveLength(1);
});

it('looks for a Smartlead campaign whose deletion was not confirmed', async () => {
	await world.fault({
		provider: 'smartlead',
		method: 'DELETE',
		handled: true,
		status: 500,
		body: { error: 'timeout' },
	});
	const { items } = await run('smartlead', { operation: 'delete', campaign: byId('2048133') });
	expect(items).toEqual([{ deleted: true, id: '2048133' }]);
});

it('looks once for a Smartlead campaign that was not deleted', async () => {
	await world.fault({ provider: 'smartlead', method: 'DELETE', status: 500, body: {} });
	const { error } = await run('smartlead', { operation: 'delete', campaign: byId('2048133') });
	expect(error?.message).toContain('HTTP 500');
	const reads = (await world.log('smartlead')).filter(({ method }) => method === 'GET');
	expect(reads).toHaveLength(1);
});

it('aborts the request under way when the execution is cancelled', async () => {
	await world.fault({ provider: 'inbox', delayMs: 20_000 });
	const { ms, error } = await runCampaign({
		credential: world.credential('inbox'),
		parameters: { provider: 'inbox', operation: 'getAll' },
		cancelAfterMs: 500,
	});
	expect(ms).toBeLessThan(10_000);
	expect(error).toBeDefined();
});

it('does not take a campaign in the Trash for one that is as asked', async () => {
	const { error } = await world.run('dailyStory', {
		operation: 'upsert',
		matchBy: 'id',
		campaign: byId('24073'),
		name: 'Trade show <2025> & "friends"',
	});
	expect(error?.message).toContain('is deleted: it is in the Trash of DailyStory');
});
