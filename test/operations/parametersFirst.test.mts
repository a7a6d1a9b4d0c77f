import type { INodeParameters, INodeProperties, NodeParameterValueType } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { description, runCampaign } from '../engine/engine.mts';
import { byId, type ProviderId, providerIds, useSandbox } from '../engine/world.mts';
import { leadScenarios, moreScenarios, scenarios } from '../matrix/scenarios.mts';

const world = useSandbox();

/** An expression that fails when n8n evaluates it: there is no such node. */
const throwing = "={{ $('No such node').first().json.value }}";

let runs = 0;
afterAll(() => console.log(`${runs} runs with a parameter that throws`));

/** Every value of the parameter's form that holds the expression, with where it is in the value. */
function* throwingValues({
	type,
	typeOptions,
	options = [],
}: INodeProperties): Generator<[string, NodeParameterValueType]> {
	if (type === 'resourceLocator') yield ['', byId(throwing)];
	else if (type !== 'fixedCollection') yield ['', throwing];
	else {
		for (const group of options) {
			if (!('values' in group)) continue;
			for (const field of group.values) {
				// What makes the editor show the field.
				const show = Object.entries(field.displayOptions?.show ?? {});
				const others = Object.fromEntries(show.map(([name, values]) => [name, values?.[0]]));
				for (const [where, value] of throwingValues(field)) {
					const entry = { ...others, [field.name]: value } as INodeParameters;
					const entries = typeOptions?.multipleValues === true ? [entry] : entry;
					yield [`.${group.name}.${field.name}${where}`, { [group.name]: entries }];
				}
			}
		}
	}
}

/** Every way to put the expression into one of the parameters that the editor shows for these. */
function* mutations(parameters: INodeParameters): Generator<[string, INodeParameters]> {
	for (const property of description.properties) {
		const { name, type, noDataExpression, options = [] } = property;
		if (type === 'notice' || noDataExpression === true || name === 'toolDescription') continue;
		if (!isShown(parameters, property)) continue;
		if (type !== 'collection') {
			for (const [where, value] of throwingValues(property)) {
				yield [`${name}${where}`, { ...parameters, [name]: value }];
			}
			continue;
		}
		const set = parameters[name] as INodeParameters | undefined;
		for (const option of options) {
			if (!('type' in option) || !isShown(parameters, option)) continue;
			for (const [where, thrown] of throwingValues(option)) {
				const value = { ...set, [option.name]: thrown };
				yield [`${name}.${option.name}${where}`, { ...parameters, [name]: value }];
			}
		}
	}
}

function isShown(parameters: INodeParameters, property: INodeProperties): boolean {
	return NodeHelpers.displayParameter(parameters, property, null, description, parameters);
}

/** What a user may set for each operation of a provider. */
function operationsOf(provider: ProviderId): Array<[string, INodeParameters]> {
	const more = moreScenarios[provider] ?? [];
	const all = [...scenarios(provider), ...leadScenarios[provider], ...more];
	const byName = all.map(({ verb, parameters }): [string, INodeParameters] => [verb, parameters]);
	const upsert = byName.find(([name]) => name === 'upsert, there');
	const update = byName.find(([name]) => name === 'update');
	if (upsert === undefined || update === undefined) return byName;
	const { campaign } = update[1];
	return [...byName, ['upsert, by ID', { ...upsert[1], matchBy: 'id', campaign }]];
}

describe.each(providerIds)('%s', (provider) => {
	it.each(operationsOf(provider))(
		'%s sends nothing when an expression of any parameter throws',
		async (_, operation) => {
			const parameters = { provider, resource: 'campaign', ...operation };
			const run = async (changed: INodeParameters) => {
				const credential = world.credential(provider);
				return await runCampaign({ credential, parameters: changed });
			};
			expect((await run(parameters)).error).toBeUndefined();
			expect(await world.received(provider)).not.toEqual([]);

			await world.control('POST', '/reset');
			const failed: string[] = [];
			const tried = [...mutations(parameters)];
			for (const [name, changed] of tried) {
				const { error } = await run(changed);
				if (error !== undefined) failed.push(name);
				expect([name, await world.received(provider)]).toEqual([name, []]);
			}
			expect(failed).toEqual(tried.map(([name]) => name));
			runs += tried.length;
		},
		120_000,
	);
});
