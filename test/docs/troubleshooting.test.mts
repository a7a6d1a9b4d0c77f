import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { type Run, runCampaign } from '../engine/engine.mts';
import { byId, type ProviderId, useSandbox } from '../engine/world.mts';

const world = useSandbox();
const page = readFileSync(join(import.meta.dirname, '../../docs/troubleshooting.md'), 'utf8');

/** The messages that the page explains, as patterns: `…` stands for anything. */
const headings = [...page.matchAll(/^### `(.+)`$/gm)].map(([, heading = '']) => heading);

const pattern = (heading: string) =>
	new RegExp(
		`^${heading
			.split('…')
			.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
			.join('.*')}$`,
		's',
	);

const run = async (
	provider: ProviderId,
	parameters: INodeParameters,
	more: Partial<Run> = {},
): Promise<string> => {
	const { error } = await runCampaign({
		credential: world.credential(provider),
		parameters: { provider, ...parameters },
		...more,
	});
	return error?.message ?? 'no error';
};

const list = { operation: 'getAll' };
const impatient = { ...list, options: { maxWait: 0 } };
const newReminders = { operation: 'create', name: 'Reminders', group: byId('Reporters') };

const addLead = {
	resource: 'lead',
	operation: 'add',
	campaign: byId('2048110'),
	email: 'ada@made.example',
};

/** How each message comes about. */
const provoke: Record<string, () => Promise<string>> = {
	"The credential's 'API Key or Token' is empty": async () =>
		await run('smartlead', list, { credential: world.credential('smartlead', { apiKey: '' }) }),
	'… rejected the API key or token: …': async () =>
		await run('smartlead', list, { credential: world.credential('smartlead', { apiKey: 'no' }) }),
	"The node is set to …, but the credential '…' is for …": async () =>
		await run('inbox', list, { credential: world.credential('smartlead') }),
	'… could not be reached at …': async () =>
		await run('smartlead', impatient, {
			credential: world.credential('smartlead', { baseUrl: 'http://127.0.0.1:9' }),
		}),
	'… redirects to … instead of answering': async () => {
		const headers = { location: 'https://elsewhere.example/' };
		await world.fault({ provider: 'smartlead', status: 302, headers });
		return await run('smartlead', list);
	},
	'… sent a web page instead of data when asked to …': async () => {
		const headers = { 'content-type': 'text/html' };
		await world.fault({ provider: 'smartlead', status: 200, headers, body: '<html>Hi</html>' });
		return await run('smartlead', list);
	},
	'… sent an answer that is not JSON when asked to …': async () => {
		await world.fault({ provider: 'smartlead', status: 200, body: '[{"id":1,"na' });
		return await run('smartlead', list);
	},
	"… has no operation '…'": async () =>
		await run('rapidPro', { operation: 'delete', campaign: byId('1') }),
	"… has no resource '…'": async () => await run('rapidPro', { ...addLead, campaign: byId('1') }),
	"The campaign has no lead with the … '…'": async () =>
		await run('smartlead', {
			resource: 'lead',
			operation: 'pause',
			campaign: byId('2048110'),
			lead: { __rl: true, mode: 'email', value: 'nobody@acme.example' },
		}),
	"'Email' cannot be '…': that is not an e-mail address": async () =>
		await run('smartlead', { ...addLead, email: 'nobody' }),
	'It is not known whether … added the lead to the campaign': async () => {
		await world.fault({ provider: 'smartlead', method: 'POST', status: 500, body: {} });
		return await run('smartlead', addLead);
	},
	"… has no campaign with the ID '…'": async () =>
		await run('smartlead', { operation: 'get', campaign: byId('999999') }),
	"'Campaign' cannot be '…': that is not a valid … campaign ID": async () =>
		await run('smartlead', { operation: 'get', campaign: byId('Spring launch') }),
	"'Name' is empty": async () =>
		await run('smartlead', { operation: 'create', name: '={{ " " }}' }),
	'There is nothing to update': async () =>
		await run('smartlead', { operation: 'update', campaign: byId('2048110') }),
	"… campaigns have the name '…'": async () => {
		for (const name of ['Twice', 'Twice']) await run('smartlead', { operation: 'create', name });
		return await run('smartlead', { operation: 'upsert', name: 'Twice' });
	},
	"… already has … with the name '…'": async () =>
		await run('rapidPro', { ...newReminders, options: { ifNameExists: 'stop' } }),
	'… refused to …: …': async () => await run('rapidPro', newReminders),
	'… takes no more requests for now…': async () => {
		await world.fault({ provider: 'smartlead', status: 429, times: 9, body: {} });
		return await run('smartlead', impatient);
	},
	'… failed to … (HTTP …)…': async () => {
		await world.fault({ provider: 'smartlead', status: 500, times: 9, body: {} });
		return await run('smartlead', impatient);
	},
	"It is not known whether … created the campaign '…'": async () => {
		await world.fault({ provider: 'dailyStory', method: 'POST', handled: true, reset: true });
		return await run('dailyStory', { operation: 'create', name: 'Lost' });
	},
	"An earlier item of this run may have created the campaign '…' on …": async () => {
		await world.fault({ provider: 'smartlead', method: 'POST', reset: true });
		const { items } = await runCampaign({
			credential: world.credential('smartlead'),
			parameters: { provider: 'smartlead', operation: 'upsert', name: 'Lost' },
			items: [{}, {}],
			node: { onError: 'continueRegularOutput' },
		});
		return String(items?.[1]?.error);
	},
	'… has no call to … at …': async () => {
		await world.fault({
			provider: 'inbox',
			method: 'GET',
			times: 9,
			status: 404,
			body: 'no such page',
		});
		return await run('inbox', list);
	},
};

it('explains every message that is provoked here, and no other', () => {
	expect([...headings].sort()).toEqual(Object.keys(provoke).sort());
});

it.each(headings)('%s is what the node says', async (heading) => {
	expect(await provoke[heading]?.()).toMatch(pattern(heading));
});
