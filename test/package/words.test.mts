import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { description } from '../engine/engine.mts';

const isProperty = (entry: object): entry is INodeProperties =>
	'displayName' in entry && 'type' in entry;

/** Every field, those within collections too. */
function fieldsOf(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => [
		property,
		...fieldsOf((property.options ?? []).filter(isProperty)),
	]);
}

const fields = fieldsOf(description.properties);

/** The notices that a person sees with these parameters. */
function notices(parameters: INodeParameters): string[] {
	const values = NodeHelpers.getNodeParameters(
		description.properties,
		parameters,
		true,
		false,
		null,
		description,
	);
	return description.properties
		.filter(({ type }) => type === 'notice')
		.filter((notice) => NodeHelpers.displayParameter(values ?? {}, notice, null, description))
		.map(({ displayName }) => displayName);
}

describe('words', () => {
	it('give an example in every text field', () => {
		const texts = fields.filter(
			({ type, name }) => ['string', 'json'].includes(type) && name !== 'toolDescription',
		);
		expect(texts.length).toBeGreaterThan(20);
		expect(texts.filter(({ placeholder }) => placeholder?.startsWith('e.g. ') !== true)).toEqual(
			[],
		);
	});

	it('name actions in sentence case, without articles', () => {
		const operation = fields.find(({ name }) => name === 'operation');
		const actions = (operation?.options ?? []).map((option) =>
			'action' in option ? option.action : '',
		);
		expect(actions).toHaveLength(7);
		for (const action of actions) expect(action).toMatch(/^[A-Z][a-z]+( (?!a |an |the )[a-z]+)+$/);
	});

	it('never call anything a problem or a failure', () => {
		const texts = fields.map(({ displayName, description: text = '' }) => `${displayName} ${text}`);
		expect(texts.filter((text) => /\b(problem|failure|mistake)\b/i.test(text))).toEqual([]);
	});
});

describe('where people err, the editor says so', () => {
	it.each([
		[{ provider: 'rapidPro', operation: 'changeStatus' }, "can't start, pause, archive or delete"],
		[{ provider: 'falconyte', operation: 'update' }, "can't change or delete"],
		[
			{ provider: 'smartlead', operation: 'changeStatus', status: 'stopped' },
			'Stopped is for good',
		],
		[
			{ provider: 'smartlead', operation: 'changeStatus', status: 'active' },
			'sends emails to its leads',
		],
		[{ provider: 'inbox', operation: 'update' }, 'Pause a running campaign before'],
		[{ provider: 'dailyStory', operation: 'create' }, 'creates two campaigns with the same name'],
		[{ provider: 'rapidPro', operation: 'create' }, 'can be used once in a workspace'],
	])('%j', (parameters, words) => {
		expect(notices(parameters).join(' ')).toContain(words);
	});

	it.each([
		{ provider: 'smartlead', operation: 'changeStatus', status: 'paused' },
		{ provider: 'smartlead', operation: 'getAll' },
		{ provider: 'rapidPro', operation: 'get' },
	])('and is quiet elsewhere: %j', (parameters) => {
		expect(notices(parameters)).toEqual([]);
	});
});
