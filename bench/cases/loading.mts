import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { n8nFolder, rootFolder } from '../../sandbox/n8n/folders.mts';
import { cleanEnvironment, node24 } from '../../sandbox/n8n/processes.mts';
import type { Bench } from '../bench.mts';
import { atMost, type Figure, type ReportRow } from '../reportRow.mts';

const run = promisify(execFile);

const nodesBase = join(n8nFolder, 'node_modules', 'n8n-nodes-base', 'dist');
const nodesBaseFiles = (folder: string, nodes: string[], credentials: string[]) => [
	...nodes.map((name) => join(nodesBase, 'nodes', folder, `${name}.node.js`)),
	...credentials.map((name) => join(nodesBase, 'credentials', `${name}.credentials.js`)),
];

/** The files of nodes for campaigns: a node, its trigger and their credentials. */
const packages: Record<string, string[]> = {
	'this package': [
		join(rootFolder, 'dist', 'nodes', 'Campaign', 'Campaign.node.js'),
		join(rootFolder, 'dist', 'nodes', 'Campaign', 'CampaignTrigger.node.js'),
		join(rootFolder, 'dist', 'credentials', 'CampaignApi.credentials.js'),
	],
	Lemlist: nodesBaseFiles('Lemlist', ['Lemlist', 'LemlistTrigger'], ['LemlistApi']),
	Mailchimp: nodesBaseFiles(
		'Mailchimp',
		['Mailchimp', 'MailchimpTrigger'],
		['MailchimpApi', 'MailchimpOAuth2Api'],
	),
	HubSpot: nodesBaseFiles(
		'Hubspot',
		['Hubspot', 'HubspotTrigger'],
		['HubspotApi', 'HubspotAppToken', 'HubspotDeveloperApi', 'HubspotOAuth2Api'],
	),
};

/** Measures how long the package takes to load in a new Node.js process, against n8n's own nodes, and its size. */
export async function loading(bench: Bench): Promise<ReportRow[]> {
	const program = join(import.meta.dirname, '..', 'loadNodes.mts');
	const [ours, ...others] = await bench.step('Loading nodes in new processes', async () => {
		const figures = Object.keys(packages).map(
			(name): Figure => ({ name, unit: 'ms', samples: [] }),
		);
		for (let round = 0; round < bench.scale.runs; round++) {
			for (const figure of figures) {
				const args = [program, ...(packages[figure.name] ?? [])];
				const { stdout } = await run(node24(), args, { env: cleanEnvironment() });
				figure.samples.push(Number(stdout));
			}
		}
		return figures;
	});
	if (ours === undefined) throw new Error('There are no packages to load.');
	const title = 'Loading both nodes and the credential in a new process';
	return [
		{ title, ours, target: atMost(10) },
		...others.map((baseline) => ({ title, ours, baseline })),
		{ title: 'Size of the package, unpacked', ours: await unpackedSize(), target: atMost(250) },
	];
}

async function unpackedSize(): Promise<Figure> {
	const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: rootFolder,
		env: cleanEnvironment(),
		shell: process.platform === 'win32',
	});
	const [packed] = JSON.parse(stdout) as Array<{ unpackedSize: number }>;
	return { name: 'npm pack', unit: 'kB', samples: [(packed?.unpackedSize ?? Number.NaN) / 1_000] };
}
