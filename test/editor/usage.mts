import type { Locator } from 'playwright-core';
import { keys } from '../../sandbox/api/keys.mts';
import { asObject, objectArray } from '../../sandbox/n8n/json.mts';
import { importedExample } from '../e2e/helpers/examples.mts';
import type { World } from '../e2e/helpers/world.mts';
import { facts } from '../providers/facts.mts';
import { BROWSER_LIMIT_MS, type Desk } from './helpers/useEditor.mts';

/** How many campaigns RapidPro returns in a page. */
const pageSize = 250;

/** The names of the campaigns that RapidPro lists, in its order. */
async function listedNames(world: World): Promise<string[]> {
	const { basePath, apiPath, listPath, authentication } = facts.rapidPro.api;
	const names: string[] = [];
	let page: string | null = world.sandbox.address + basePath + apiPath + listPath;
	while (page !== null) {
		const response = await fetch(page, { headers: authentication.headers });
		const { results, next } = asObject(await response.json());
		names.push(...objectArray(results).map(({ name }) => String(name)));
		page = typeof next === 'string' ? next : null;
	}
	return names;
}

/** The names of the entries of an open list, in order. */
async function entryNames(list: Locator): Promise<string[]> {
	return (await list.allInnerTexts()).map((text) => text.split('\n')[0]?.trim() ?? '');
}

/** A credential, a list, a run, its table and an error. */
export function workTests({ world, editor }: Desk): void {
	describe('a user', () => {
		it(
			'creates a credential: the test of a wrong key fails and says why, the test of the right key succeeds',
			async () => {
				await editor().newWorkflow();
				await editor().addAction('Campaign', 'Get many campaigns');
				await editor().part('node-credentials-select').click();
				await editor().part('node-credentials-select-item-new').click();
				const window = editor().part('editCredential-modal');
				await window.getByText('Find it in Smartlead under Settings > Smartlead API Key').waitFor();

				const field = (name: string) =>
					window.locator(`[data-test-id=parameter-input-${name}] input`);
				const save = window.locator('[data-test-id=credential-save-button]');
				await field('apiKey').fill('not-the-key');
				await field('baseUrl').fill(`${world().sandbox.address}/smartlead`);
				await save.click();
				await window.getByText('More details').click();
				await window.getByText("The service rejected the key. Check 'API Key or Token'").waitFor();
				await editor().picture('credential-refused', window);

				await field('apiKey').fill(keys.smartlead);
				await save.click();
				await window.waitFor({ state: 'hidden' });
				await editor().part('credential-edit-button').click();
				await window.getByText('Connection tested successfully').waitFor();
			},
			BROWSER_LIMIT_MS,
		);

		it(
			'finds a campaign beyond the first page by scrolling, and another by searching',
			async () => {
				await world().control('POST', '/seed', {
					provider: 'rapidPro',
					count: 600,
					prefix: 'Batch',
				});
				await editor().newWorkflow();
				const node = await editor().addAction('Campaign', 'Get campaign');
				await node.setUp('RapidPro / TextIt', 'Sandbox RapidPro / TextIt', 'Get');
				const names = await listedNames(world());
				const list = await node.openList();
				// The editor may have loaded more than the first page: it does when that is shorter than its list.
				expect((await entryNames(list)).slice(0, pageSize)).toEqual(names.slice(0, pageSize));
				await node.scrollList(names.length);
				expect(await entryNames(list)).toEqual(names);
				await list.nth(pageSize + 50).click();

				const found = await node.searchList('Vaccination 2024');
				await editor().picture('pick');
				await found.click();
				await node.execute();
				expect((await node.table())[1]).toEqual(
					expect.arrayContaining(['Vaccination 2024', 'active']),
				);
			},
			BROWSER_LIMIT_MS,
		);

		it(
			'runs the node and sees the same columns for every service',
			async () => {
				// Its name is Japanese, which the screenshot shows as boxes when the machine has no such font.
				await world().control('DELETE', '/campaigns/smartlead/2048150');
				await editor().newWorkflow();
				const node = await editor().addAction('Campaign', 'Get many campaigns');
				for (const [provider, credential] of [
					['Smartlead', 'Sandbox Smartlead'],
					['Falconyte', 'Sandbox Falconyte'],
				] as const) {
					await node.setUp(provider, credential, 'Get Many');
					await node.execute();
					const [header, ...rows] = await node.table();
					expect(header?.slice(0, 4)).toEqual(['id', 'name', 'status', 'providerStatus']);
					expect(rows.length).toBeGreaterThanOrEqual(8);
					if (provider === 'Smartlead') await editor().picture('run');
				}
			},
			BROWSER_LIMIT_MS,
		);

		it(
			'opens the trigger, fetches a test event, and reads it',
			async () => {
				const { stored } = await importedExample(
					world(),
					'Alert when a campaign completes or is paused',
				);
				await editor().openWorkflow(stored.id, 3);
				const node = await editor().openNode('When a campaign completes or is paused');
				expect(await node.fields()).toEqual(expect.arrayContaining(['Events', 'Statuses']));
				await node.execute('Fetch Test Event');
				const [header, first] = await node.table();
				expect(header?.slice(0, 3)).toEqual(['event', 'eventId', 'detectedAt']);
				expect(first?.[0]).toBe('statusChanged');
				await editor().picture('trigger');
			},
			BROWSER_LIMIT_MS,
		);

		it(
			'sees what the service said and what to do when a run fails',
			async () => {
				await editor().newWorkflow();
				const node = await editor().addAction('Campaign', 'Create campaign');
				await node.setUp('RapidPro / TextIt', 'Sandbox RapidPro / TextIt', 'Create');
				expect(await node.notices()).toEqual([
					'A name can be used once in a workspace, and archived campaigns keep theirs. Create or Update changes the listed campaign with this name, in upper or lower case.',
					"A campaign does nothing without events. With events, it is running: the contacts of its group get the messages when they are due. Events that the campaign has, but the field 'Events' has not, are deleted.",
				]);
				await node.input('name').locator('input, textarea').first().fill('reminders');
				const list = await node.openList();
				await list.getByText('Reporters', { exact: true }).click();
				await node.execute();
				const text = await node.outputText();
				expect(text).toContain('RapidPro / TextIt refused to create the campaign');
				expect(text).toContain('must be unique');
				expect(text).toContain('Names are not case-sensitive');
				expect(text).not.toContain(keys.rapidPro);
				await editor().picture('error');
			},
			BROWSER_LIMIT_MS,
		);
	});
}
