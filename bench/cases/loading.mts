import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { n8nFolder, rootFolder } from '../../sandbox/n8n/folders.mts';
import { node24, cleanEnvironment } from '../../sandbox/n8n/processes.mts';
import type { Bench } from '../bench.mts';
import { atMost, type Figure, type Line } from '../reportRow.mts';

const run = promisify(execFile);

const base = join(n8nFolder, 'node_modules', 'n8n-nodes-base', 'dist');
const baseFiles = (folder: string, nodes: string[], credentials: string[]) => [
	...nodes.map((name) => join(base, 'nodes', folder, `${name}.node.js`)),
	...credentials.map((name) => join(base, 'credentials', `${name}.credentials.js`)),
];

/** Nodes for campaigns: both nodes and the credentials of each. */
const packages: Record<string, string[]> = {
	'this package': [
		join(rootFolder, 'dist', 'nodes', 'Campaign', 'Campaign.node.js'),
		join(rootFolder, 'dist', 'nodes', 'Campaign', 'CampaignTrigger.node.js'),
		join(rootFolder, 'dist', 'credentials', 'CampaignApi.credentials.js'),
	],
	Lemlist: baseFiles('Lemlist', ['Lemlist', 'LemlistTrigger'], ['LemlistApi']),
	Mailchimp: baseFiles(
		'Mailchimp',
		['Mailchimp', 'MailchimpTrigger'],
		['MailchimpApi', 'MailchimpOAuth2Api'],
	),
	HubSpot: baseFiles(
		'Hubspot',
		['Hubspot', 'HubspotTrigger'],
		['HubspotApi', 'HubspotAppToken', 'HubspotDeveloperApi', 'HubspotOAuth2Api'],
	),
};

/** How long the package takes to load in a fresh Node, against nodes of n8n, and how large it is. */
export async function loading(bench: Bench): Promise<Line[]> {
	const program = join(import.meta.dirname, '..', 'loadNodes.mts');
	const figures = await bench.step('Loading nodes in fresh processes', async () => {
		const samples = Object.keys(packages).map(
			(name): Figure => ({ name, unit: 'ms', samples: [] }),
		);
		for (let round = 0; round < bench.scale.runs; round++) {
			for (const figure of samples) {
				const args = [program, ...(packages[figure.name] ?? [])];
				const { stdout } = await run(node24(), args, { env: cleanEnvironment() });
				figure.samples.push(Number(stdout));
			}
		}
		return samples;
	});
	const [ours, ...others] = figures;
	if (ours === undefined) throw new Error('this package is measured');
	const what = 'Loading both nodes and the credential in a fresh Node';
	return [
		{ what, ours, target: atMost(10) },
		...others.map((baseline) => ({ what, ours, baseline })),
		{ what: 'Size of the package, unpacked', ours: await size(), target: atMost(250) },
	];
}

async function size(): Promise<Figure> {
	const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: rootFolder,
		env: cleanEnvironment(),
		shell: process.platform === 'win32',
	});
	const [packed] = JSON.parse(stdout) as Array<{ unpackedSize: number }>;
	return { name: 'npm pack', unit: 'kB', samples: [(packed?.unpackedSize ?? Number.NaN) / 1_000] };
}
