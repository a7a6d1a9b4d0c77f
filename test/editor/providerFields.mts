import { credentialName, services } from '../../sandbox/n8n/sandbox-credentials.mts';
import type { NodeWindow } from './helpers/nodeView.mts';
import { BROWSER_LIMIT_MS, type Desk } from './helpers/useEditor.mts';

/** n8n adds this to every node whose credential can be used elsewhere. */
const OF_N8N = 'Custom API Call';

const always = ['Create', 'Get', 'Get Many'];

/** What a person must find for each service: from the services' own documentation, not from the node's source. */
const expected = {
	DailyStory: {
		operations: [...always, 'Change Status', 'Create or Update', 'Update'],
		statuses: ['Active', 'Archived', 'Deleted', 'Paused'],
		create: ['Name', 'Additional Fields'],
		additional: [
			...[
				'Additional Fields (JSON)',
				'Allow Auto-Pause',
				'Auto-Qualify New Leads',
				'Campaign Type',
			],
			...['Conversion Goals: Enabled', 'Conversion Goals: MCLs', 'Conversion Goals: MQLs'],
			...['Conversion Goals: SQLs', 'Conversion Goals: Suspects', 'Cost', 'Cost Period'],
			...['Description', 'Notification Recipients', 'Notify of New Leads', 'Segments', 'Status'],
			...['Subscriber Preferences', 'UTM Campaign', 'Workflow Behavior'],
		],
		onlyOnUpdate: ['Name'],
		onlyOnCreate: ['Status'],
	},
	Falconyte: {
		operations: [...always, 'Change Status'],
		statuses: ['Active (Start or Resume)', 'Paused (Stop)'],
		create: [
			...['Name', 'Template Names or IDs', 'Mail Account Names or IDs', 'Events'],
			'Additional Fields',
		],
		additional: ['Additional Fields (JSON)'],
	},
	Inbox: {
		operations: [...always, 'Change Status', 'Create or Update', 'Update'],
		statuses: ['Active (Enable)', 'Paused (Disable)'],
		create: ['Name', 'Account Link Names or IDs', 'Additional Fields'],
		additional: [
			...['Additional Fields (JSON)', 'Column Mappings (JSON)', 'Detach Behavior'],
			...['Exclude Contacted', 'Exclude Mutuals', 'Excluded List IDs', 'Synced List IDs'],
			'Time Zone',
		],
		onlyOnUpdate: [],
		onlyOnCreate: ['Time Zone'],
	},
	'RapidPro / TextIt': {
		operations: [...always, 'Create or Update', 'Update'],
		create: ['Name', 'Group', 'Additional Fields'],
		additional: ['Additional Fields (JSON)'],
		onlyOnUpdate: ['Group', 'Name'],
		onlyOnCreate: [],
	},
	Smartlead: {
		operations: [...always, 'Change Status', 'Create or Update', 'Delete', 'Update'],
		statuses: ['Active (Start or Resume)', 'Paused', 'Stopped (for Good)'],
		create: ['Name', 'Additional Fields'],
		additional: [
			...['Add Unsubscribe Tag', 'Additional Fields (JSON)', 'AI Categories', 'AI ESP Matching'],
			...['Auto-Pause Domain on Reply', 'Bounce Auto-Pause Threshold (%)', 'Client'],
			...['Domain-Level Rate Limit', 'Follow-Up Percentage', 'Force Plain Text'],
			...['Ignore Mailbox Sending Limit', 'Out of Office: Categorize'],
			...['Out of Office: Ignore as Reply', 'Out of Office: Reactivate'],
			...['Out of Office: Reactivate After (Days)', 'Schedule: Days of the Week'],
			...[
				'Schedule: End Hour',
				'Schedule: Max New Leads per Day',
				'Schedule: Minutes Between Emails',
			],
			...[
				'Schedule: Start Hour',
				'Schedule: Start Time',
				'Schedule: Time Zone',
				'Send as Plain Text',
			],
			...['Stop Lead When', 'Tracking Switched Off', 'Unsubscribe Text'],
		],
		onlyOnUpdate: ['Name'],
		onlyOnCreate: [],
	},
};

const ofNode = (labels: string[]) => labels.filter((label) => label !== OF_N8N).sort();

/** Each service has exactly its operations and fields. */
export function providerTests({ editor }: Desk): void {
	describe('for each service the node offers what the service has, and nothing else', () => {
		let node: NodeWindow;

		beforeAll(async () => {
			await editor().newWorkflow();
			node = await editor().addAction('Campaign', 'Create campaign');
		}, BROWSER_LIMIT_MS);

		it.each(services)(
			'$title',
			async (service) => {
				const wanted: {
					operations: string[];
					statuses?: string[];
					create: string[];
					additional: string[];
					onlyOnUpdate?: string[];
					onlyOnCreate?: string[];
				} = expected[service.title as keyof typeof expected];
				await node.setUp(service.title, credentialName(service), 'Create');

				expect(ofNode(await node.options('operation'))).toEqual([...wanted.operations].sort());
				const top = ['Provider', 'Resource', 'Operation'];
				expect(await node.fields()).toEqual([...top, ...wanted.create, 'Simplify', 'Options']);
				const additional = await node.addable('Additional Fields');
				expect([...additional].sort()).toEqual([...wanted.additional].sort());

				if (wanted.statuses !== undefined) {
					await node.choose('operation', 'Change Status');
					expect(await node.options('status')).toEqual(wanted.statuses);
				}
				if (wanted.onlyOnUpdate !== undefined) {
					await node.choose('operation', 'Update');
					const { onlyOnUpdate, onlyOnCreate = [] } = wanted;
					const kept = wanted.additional.filter((field) => !onlyOnCreate.includes(field));
					const updatable = await node.addable('Update Fields');
					expect([...updatable].sort()).toEqual([...kept, ...onlyOnUpdate].sort());
				}
			},
			BROWSER_LIMIT_MS,
		);
	});
}
