import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { generatedFiles } from '../../scripts/capabilities.mts';
import { description, nodeTypes } from '../engine/engine.mts';
import { facts } from '../providers/facts.mts';

const root = join(import.meta.dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

interface Packed {
	files: Array<{ path: string }>;
	unpackedSize: number;
}

it('publishes only the built package, README, LICENSE and CHANGELOG, without dependencies', () => {
	const [packed] = JSON.parse(
		execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
			cwd: root,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		}),
	) as Packed[];
	const paths = packed?.files.map(({ path }) => path) ?? [];
	expect(paths.filter((path) => !path.startsWith('dist/')).sort()).toEqual([
		'CHANGELOG.md',
		'LICENSE',
		'README.md',
		'package.json',
	]);
	expect(paths.filter((path) => path.startsWith('dist/')).sort()).toEqual([
		'dist/campaigns.js',
		'dist/credentials/CampaignApi.credentials.js',
		'dist/nodes/Campaign/Campaign.node.js',
		'dist/nodes/Campaign/Campaign.node.json',
		'dist/nodes/Campaign/CampaignTrigger.node.js',
		'dist/nodes/Campaign/CampaignTrigger.node.json',
		'dist/nodes/Campaign/CampaignWebhookTrigger.node.js',
		'dist/nodes/Campaign/CampaignWebhookTrigger.node.json',
		'dist/nodes/Campaign/__schema__/v1.0.0/account/check.json',
		'dist/nodes/Campaign/__schema__/v1.0.0/campaign/changeStatus.json',
		'dist/nodes/Campaign/__schema__/v1.0.0/campaign/create.json',
		'dist/nodes/Campaign/__schema__/v1.0.0/campaign/delete.json',
		'dist/nodes/Campaign/__schema__/v1.0.0/campaign/duplicate.json',
		'dist/nodes/Campaign/__schema__/v1.0.0/campaign/get.json',
		'dist/nodes/Campaign/__schema__/v1.0.0/campaign/getAll.json',
		'dist/nodes/Campaign/__schema__/v1.0.0/campaign/submitEvent.json',
		'dist/nodes/Campaign/__schema__/v1.0.0/campaign/update.json',
		'dist/nodes/Campaign/__schema__/v1.0.0/campaign/upsert.json',
		'dist/nodes/Campaign/__schema__/v1.0.0/lead/add.json',
		'dist/nodes/Campaign/__schema__/v1.0.0/lead/getAll.json',
		'dist/nodes/Campaign/__schema__/v1.0.0/lead/pause.json',
		'dist/nodes/Campaign/__schema__/v1.0.0/lead/remove.json',
		'dist/nodes/Campaign/__schema__/v1.0.0/lead/resume.json',
		'dist/nodes/Campaign/campaign.dark.svg',
		'dist/nodes/Campaign/campaign.svg',
	]);
	// The bundle is readable on purpose: minified, it would be about half as large.
	expect(packed?.unpackedSize).toBeLessThan(600_000);
	expect(JSON.parse(read('package.json'))).not.toHaveProperty('dependencies');
});

it.each(generatedFiles)('has the output of npm run capabilities in $path', ({ path, update }) => {
	expect(update(read(path))).toBe(read(path));
});

it('has test facts for every provider', () => {
	const provider = description.properties.find(({ name }) => name === 'provider');
	const values = provider?.options?.map((option) => 'value' in option && option.value);
	expect(values?.toSorted()).toEqual(Object.keys(facts).toSorted());
});

/** The fields that the editor shows with these parameters, by name. */
function shown(type: string, parameters: INodeParameters): Map<string, INodeProperties> {
	// As a tool, n8n gives a node another name.
	const { description: shownNode } = nodeTypes.getByNameAndVersion(type.replace(/Tool$/, ''));
	if (!('properties' in shownNode)) throw new Error(`${type} has versions.`);
	const { properties } = shownNode;
	const withDefaults =
		NodeHelpers.getNodeParameters(properties, parameters, true, false, null, shownNode) ?? {};
	return new Map(
		properties
			.filter((property) => NodeHelpers.displayParameter(withDefaults, property, null, shownNode))
			.map((property) => [property.name, property]),
	);
}

interface Example {
	name: string;
	nodes: Array<{ name: string; type: string; parameters: INodeParameters }>;
}

describe.each(readdirSync(join(root, 'examples')))('examples/%s', (file) => {
	const example = JSON.parse(read('examples', file)) as Example;
	const ownNodes = example.nodes.filter(({ type }) => type.startsWith('n8n-nodes-campaigns.'));
	const isPart = example.nodes.some(({ type }) => /\.executeWorkflow(Trigger)?$/.test(type));

	it('uses only parameters and fields that the node has', () => {
		// A workflow that calls another one, or is called, may have none.
		if (!isPart) expect(ownNodes.length).toBeGreaterThan(0);
		for (const { name, type, parameters } of ownNodes) {
			const properties = shown(type, parameters);
			for (const [parameter, value] of Object.entries(parameters)) {
				// n8n adds this one to every polling node.
				if (parameter === 'pollTimes') continue;
				const property = properties.get(parameter);
				expect([name, parameter, property?.name]).toEqual([name, parameter, parameter]);
				if (property?.type !== 'collection') continue;
				const fields = property.options?.map((option) => option.name) ?? [];
				expect(fields).toEqual(expect.arrayContaining(Object.keys(value as object)));
			}
		}
	});
});
