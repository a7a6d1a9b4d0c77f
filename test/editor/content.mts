import { asObject } from '../../sandbox/n8n/json.mts';
import { BROWSER_LIMIT_MS, type Desk } from './helpers/useEditor.mts';

/** Lists that are built in the editor, and what a plan makes of them. */
export function contentTests({ world, editor }: Desk): void {
	describe('a user who builds content by hand', () => {
		it(
			'builds an event of RapidPro and reads its plan, which writes nothing',
			async () => {
				await editor().newWorkflow();
				const node = await editor().addAction('Campaign', 'Create campaign');
				await node.setUp('RapidPro / TextIt', 'Sandbox RapidPro / TextIt', 'Create');
				await node.fill('name', 'Antenatal 2027');
				const list = await node.openList();
				await list.getByText('Reporters', { exact: true }).click();
				await node.add('Additional Fields', 'Events');
				await node.addRow('Add Event');
				expect(await node.listed('relative_to')).toEqual([
					'Created On',
					'Last Seen On',
					'Due Date',
					'Registration',
				]);
				await node.pickListed('Registration');
				await node.fill('message', 'Welcome "you" 👋');
				await node.add('Options', 'Plan Only');
				await node.input('planOnly').click();
				await node.execute();
				const [header = [], row = []] = await node.table();
				const cell = (name: string) => row[header.indexOf(name)];
				expect([cell('plan'), cell('name'), cell('reachesPeople')]).toEqual([
					'create',
					'Antenatal 2027',
					'true',
				]);
				await editor().picture('plan');
				const requests = await world().requests('rapidPro');
				expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
			},
			BROWSER_LIMIT_MS,
		);

		it(
			'builds a sequence of Inbox, of which the parts fit together',
			async () => {
				await editor().newWorkflow();
				const node = await editor().addAction('Campaign', 'Create campaign');
				await node.setUp('Inbox', 'Sandbox Inbox', 'Create');
				await node.add('Additional Fields', 'Sequence');
				await node.addRow('Add Step');
				await node.addRow('Add Segment');
				await node.fill('text', 'Hi');
				await node.addRow('Add Step');
				await node.chooseLast('type', 'Delay');
				await node.fill('delay', '2');
				await editor().picture('sequence');
				await node.fill('name', 'Q3 outreach');
				await node.tick('accountLinkIds', 'acme hq');
				await node.execute();
				const requests = await world().requests('inbox');
				const put = requests.find(({ method }) => method === 'PUT');
				expect(asObject(put?.body).steps).toEqual([
					{ type: 'message', data: { segments: [{ type: 'static', text: 'Hi' }] } },
					{ type: 'delay', data: { delaySeconds: 172_800, unit: 'days' } },
				]);
			},
			BROWSER_LIMIT_MS,
		);
	});
}
