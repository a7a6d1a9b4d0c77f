import { BROWSER_LIMIT_MS, type Desk } from './helpers/useEditor.mts';

/** The node is found by words, and added. */
export function findTests({ editor }: Desk): void {
	describe('a user who looks for the node', () => {
		it(
			'finds it first in the list, by what it does and by every service',
			async () => {
				await editor().newWorkflow();
				const words = [
					'campaign',
					'pause campaign',
					'outreach',
					...['smartlead', 'textit', 'rapidpro', 'dailystory', 'falconyte', 'inbox'],
				];
				for (const word of words) {
					const [first] = await editor().searchNodes(word, 'Campaign');
					expect([word, first]).toEqual([word, 'Campaign']);
				}
				await editor().searchNodes('pause campaign', 'Campaign');
				await editor().picture('find');
			},
			BROWSER_LIMIT_MS,
		);

		it(
			'sees its actions, and the node is named after the chosen one',
			async () => {
				await editor().newWorkflow();
				const node = await editor().addAction('Campaign', 'Get many campaigns');
				await node.close();
				expect(await editor().nodeTexts()).toEqual(
					expect.arrayContaining([
						expect.stringMatching(/^Get many campaigns\s+Smartlead: Get Many$/),
					]),
				);
			},
			BROWSER_LIMIT_MS,
		);

		it(
			'finds Check account before the actions of campaigns, and reads its report',
			async () => {
				await editor().newWorkflow();
				const node = await editor().addAction('Campaign', 'Check account');
				await node.choose('provider', 'Smartlead');
				await node.chooseCredential('Sandbox Smartlead');
				await node.execute();
				const [header, first] = await node.table();
				expect(header?.slice(0, 3)).toEqual(['call', 'basis', 'outcome']);
				expect(first?.slice(0, 3)).toEqual([
					'test the key: GET /api/v1/analytics/campaign/list',
					'observed',
					'as expected',
				]);
				await editor().picture('check-account');
				await node.close();
				await editor().newWorkflow();
				const actions = await editor().actionsFrom('Campaign', 'Check account');
				expect(actions).toEqual(expect.arrayContaining(['Create campaign', 'Get campaign']));
			},
			BROWSER_LIMIT_MS,
		);
	});
}
