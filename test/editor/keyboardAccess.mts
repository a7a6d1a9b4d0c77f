import { BROWSER_LIMIT_MS, type Desk } from './helpers/useEditor.mts';

/** Of Create's fields for Falconyte, those whose lists the node loads. */
const loadedLists = ['template_ids', 'mail_account_ids'];

/** Every field that Create has for Falconyte, the service with the most of them. */
const fields = [
	...['provider', 'resource', 'operation', 'name', ...loadedLists, 'events'],
	'simplify',
];

/** Keyboard alone, in a small window. */
export function reachTests({ editor }: Desk): void {
	describe('in a window of 1280×720', () => {
		it(
			'a user can find, add and fill in the node with the keyboard alone',
			async () => {
				const { page } = editor();
				await editor().newWorkflow();
				await page.keyboard.press('n');
				await editor().part('node-creator-search-bar').waitFor();
				await page.keyboard.type('smartlead');
				await editor()
					.part('node-creator-item-name')
					.getByText('Campaign', { exact: true })
					.waitFor();
				await page.keyboard.press('Enter');
				await editor().part('node-creator-category-item').getByText('Actions (15)').waitFor();
				// Past the trigger; the actions are folded in a workflow that has none yet.
				await editor().moveDownTo('Actions (15)');
				await page.keyboard.press('Enter');
				await editor().part('node-creator-item-name').getByText('Get campaign').waitFor();
				await editor().moveDownTo('Create campaign');
				await page.keyboard.press('Enter');
				await editor().part('node-parameters').waitFor();
				const reached = await editor().reachedByTab(60);
				expect(reached).toEqual(
					expect.arrayContaining(['provider', 'operation', 'name', 'simplify']),
				);
			},
			BROWSER_LIMIT_MS,
		);

		it(
			'a user can reach every field with Tab, see it whole and click it',
			async () => {
				await editor().newWorkflow();
				const node = await editor().addAction('Campaign', 'Create campaign');
				await node.setUp('Falconyte', 'Sandbox Falconyte', 'Create');
				for (const list of loadedLists) await node.loaded(list);
				const reached = await editor().reachedByTab(80);
				expect(reached).toEqual(expect.arrayContaining(fields));
				for (const field of fields) {
					const input = node.input(field);
					await input.scrollIntoViewIfNeeded();
					const box = await input.boundingBox();
					expect(box?.x).toBeGreaterThan(0);
					expect((box?.x ?? 0) + (box?.width ?? Infinity)).toBeLessThan(1280);
					expect(box?.width).toBeGreaterThan(30);
					// Playwright refuses a click on what another element covers.
					await input.click({ trial: true });
				}
			},
			BROWSER_LIMIT_MS,
		);
	});
}
