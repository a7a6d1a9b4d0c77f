import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fastify } from 'fastify';
import { loadOutputSchema } from 'n8n-core';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { schemaFile, schemaFolder, schemas } from '../../scripts/schemas.mts';
import { description, runCampaign } from '../engine/engine.mts';
import { type ProviderId, providerIds, useSandbox } from '../engine/world.mts';
import { leadScenarios, moreScenarios, scenarios } from '../matrix/scenarios.mts';

const generated = schemas();

/** What the editor offers: the operations of each resource, with the providers that have them. */
const pairs = description.properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ displayOptions, options = [] }) =>
		(displayOptions?.show?.resource ?? []).flatMap((resource) =>
			options.flatMap((option) =>
				'value' in option
					? [
							{
								resource: String(resource),
								operation: String(option.value),
								providers: option.displayOptions?.show?.provider,
							},
						]
					: [],
			),
		),
	);

it('commits the output of npm run schemas', () => {
	const files = readdirSync(schemaFolder, { recursive: true }).map(String);
	expect(files.filter((file) => file.endsWith('.json')).sort()).toEqual(
		[...generated.keys()].sort(),
	);
	for (const [file, schema] of generated) {
		expect(JSON.parse(readFileSync(join(schemaFolder, file), 'utf8'))).toEqual(schema);
	}
});

describe('n8n finds in the built package', () => {
	const nodeDir = join(import.meta.dirname, '..', '..', 'dist', 'nodes', 'Campaign');
	const version = Number(description.version);
	it.each(pairs)('the schema of $resource:$operation', ({ resource, operation }) => {
		const ref = { nodeDir, version, resource, operation };
		const found = loadOutputSchema(ref);
		expect(found).toBeDefined();
		expect(found).toEqual(generated.get(schemaFile(resource, operation)));
		// The editor looks for exactly this version, the AI builder falls back to others.
		expect(loadOutputSchema({ ...ref, versionFallback: true })).toEqual(found);
		// The AI builder cuts off what is longer.
		expect(JSON.stringify(found, null, 2).length).toBeLessThanOrEqual(3000);
	});

	it('no schema without an operation: it would be that of both nodes in the folder', () => {
		expect(loadOutputSchema({ nodeDir, version, versionFallback: true })).toBeUndefined();
	});
});

describe('an item', () => {
	const world = useSandbox();

	/** Validates request bodies without the repairs that Fastify makes by default. */
	const validator = fastify({
		ajv: {
			customOptions: {
				allowUnionTypes: true,
				coerceTypes: false,
				removeAdditional: false,
				useDefaults: false,
			},
		},
	});
	for (const [file, schema] of generated) {
		validator.post(`/${file}`, { schema: { body: schema } }, () => 'valid');
	}

	/** @returns `valid`, or what is wrong with the item */
	async function validate(file: string, item: IDataObject): Promise<string> {
		return (await validator.inject({ method: 'POST', url: `/${file}`, payload: item })).payload;
	}

	const declaredKeys = (file: string) => Object.keys(generated.get(file)?.properties ?? {});

	async function itemsOf(
		provider: ProviderId,
		parameters: INodeParameters,
	): Promise<IDataObject[]> {
		const { items = [], error } = await runCampaign({
			credential: world.credential(provider),
			parameters: { provider, resource: 'campaign', ...parameters },
		});
		expect(error).toBeUndefined();
		expect(items).not.toEqual([]);
		return items;
	}

	const offered = providerIds.flatMap((provider) =>
		pairs
			.filter(({ providers }) => providers?.includes(provider))
			.map((pair) => ({ ...pair, provider })),
	);

	it.each(offered)(
		'of $provider, $resource:$operation is as declared',
		async ({ provider, resource, operation }) => {
			const file = schemaFile(resource, operation);
			const all = [
				...scenarios(provider),
				...leadScenarios[provider],
				...(moreScenarios[provider] ?? []),
				{ parameters: { resource: 'account', operation: 'check' } },
			];
			const runs = all.filter(
				({ parameters }) =>
					parameters.operation === operation && (parameters.resource ?? 'campaign') === resource,
			);
			expect(runs).not.toEqual([]);
			for (const { parameters } of runs) {
				for (const item of await itemsOf(provider, parameters)) {
					expect(await validate(file, item)).toBe('valid');
					expect(declaredKeys(file)).toEqual(expect.arrayContaining(Object.keys(item)));
				}
			}
		},
	);

	it('of some provider has each declared key', async () => {
		const operation = 'getAll';
		const options = { includeFigures: true, include_tags: true, requestsPerMinute: 60_000 };
		const items = await Promise.all(
			providerIds.map((provider) => itemsOf(provider, { operation, returnAll: true, options })),
		);
		const keys = new Set(items.flat().flatMap((item) => Object.keys(item)));
		expect([...keys].sort()).toEqual(declaredKeys(schemaFile('campaign', operation)).sort());
	});
});
