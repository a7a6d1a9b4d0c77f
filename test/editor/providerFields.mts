import { credentialName, services } from '../../sandbox/n8n/sandbox-credentials.mts';
import { facts } from '../providers/facts.mts';
import type { NodeWindow } from './helpers/nodeView.mts';
import { BROWSER_LIMIT_MS, type Desk } from './helpers/useEditor.mts';

/** The option that n8n adds to every node whose credential works in the HTTP Request node. */
const OPTION_OF_N8N = 'Custom API Call';

const withoutThatOfN8n = (labels: string[]) =>
	labels.filter((label) => label !== OPTION_OF_N8N).sort();

/** Each service has exactly its operations and fields. */
export function providerTests({ editor }: Desk): void {
	describe('the node offers exactly the operations and fields of each service', () => {
		let node: NodeWindow;

		beforeAll(async () => {
			await editor().newWorkflow();
			node = await editor().addAction('Campaign', 'Create campaign');
		}, BROWSER_LIMIT_MS);

		it.each(services)(
			'$title',
			async (service) => {
				const { operations, statuses, createFields, additionalFields, updateFields } =
					facts[service.provider].editor;
				await node.setUp(service.title, credentialName(service), 'Create');

				expect(withoutThatOfN8n(await node.options('operation'))).toEqual([...operations].sort());
				const top = ['Provider', 'Resource', 'Operation'];
				expect(await node.fields()).toEqual([...top, ...createFields, 'Simplify', 'Options']);
				const additional = await node.addable('Additional Fields');
				expect([...additional].sort()).toEqual([...additionalFields].sort());

				if (statuses !== undefined) {
					await node.choose('operation', 'Change Status');
					expect(await node.options('status')).toEqual(statuses);
				}
				if (updateFields !== undefined) {
					await node.choose('operation', 'Update');
					const { added, removed } = updateFields;
					const kept = additionalFields.filter((field) => !removed.includes(field));
					const updatable = await node.addable('Update Fields');
					expect([...updatable].sort()).toEqual([...kept, ...added].sort());
				}
			},
			BROWSER_LIMIT_MS,
		);
	});
}
