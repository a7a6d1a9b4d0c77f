import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { description } from '../engine/engine.mts';

const isProperty = (entry: object): entry is INodeProperties =>
	'displayName' in entry && 'type' in entry;

/** Every field, including those in collections. */
function fieldsOf(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => [
		property,
		...fieldsOf((property.options ?? []).filter(isProperty)),
	]);
}

const fields = fieldsOf(description.properties);

/** The notices that users see with these parameters. */
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

describe('the texts of the editor', () => {
	it('say that settings which are sent as one may be reset', () => {
		const parts = fields.filter(({ displayName }) => displayName.startsWith('Out of Office: '));
		// In Additional Fields and in Update Fields.
		expect(parts).toHaveLength(8);
		for (const { description: text } of parts) {
			expect(text).toMatch(/Set all four: the service may reset those that you leave out\.$/);
		}
	});

	it('have an example in every text field', () => {
		const texts = fields.filter(
			({ type, name }) => ['string', 'json'].includes(type) && name !== 'toolDescription',
		);
		expect(texts.length).toBeGreaterThan(20);
		expect(texts.filter(({ placeholder }) => placeholder?.startsWith('e.g. ') !== true)).toEqual(
			[],
		);
	});

	it('write actions in sentence case, without articles', () => {
		const actions = fields
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options = [] }) => options)
			.map((option) => ('action' in option ? option.action : ''));
		expect(actions).toHaveLength(15);
		for (const action of actions) expect(action).toMatch(/^[A-Z][a-z]+( (?!a |an |the )[a-z]+)+$/);
	});

	it('never speak of problems, failures or mistakes', () => {
		const texts = fields.map(({ displayName, description: text = '' }) => `${displayName} ${text}`);
		expect(texts.filter((text) => /\b(problem|failure|mistake)\b/i.test(text))).toEqual([]);
	});
});

describe('a notice', () => {
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
	])('warns of a common mistake: %j', (parameters, text) => {
		expect(notices(parameters).join(' ')).toContain(text);
	});

	it.each([
		{ provider: 'smartlead', operation: 'changeStatus', status: 'paused' },
		{ provider: 'smartlead', operation: 'getAll' },
		{ provider: 'rapidPro', operation: 'get' },
	])('is not shown where there is nothing to warn of: %j', (parameters) => {
		expect(notices(parameters)).toEqual([]);
	});
});
