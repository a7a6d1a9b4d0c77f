import { results, useRapidPro } from './workspace.mts';

const { call } = useRapidPro();
const followUp = 'f10e0000-0000-4000-8000-000000000001';

const names = (data: unknown) => results(data).map(({ name }) => name);

describe('fields', () => {
	it('lists them newest first, without system fields', async () => {
		const { status, data } = await call('GET', '/fields.json');
		expect(status).toBe(200);
		expect(results(data).map(({ key, type, value_type }) => [key, type, value_type])).toEqual([
			['due_date', 'datetime', 'datetime'],
			['home_district', 'district', 'district'],
			['registration', 'datetime', 'datetime'],
			['nick_name', 'text', 'text'],
			['age', 'number', 'numeric'],
		]);
		expect(results(data)[2]).toEqual({
			...{ key: 'registration', name: 'Registration', type: 'datetime', featured: false },
			...{ priority: 0, usages: { flows: 0, groups: 0, campaign_events: 1 } },
			...{ agent_access: 'view', label: 'Registration', value_type: 'datetime' },
		});
	});

	it.each([
		['?key=age', ['Age']],
		['?key=created_on', []],
		['?type=number', ['Due Date', 'Home District', 'Registration', 'Nick Name', 'Age']],
	])('with %s finds %j', async (query, expected) => {
		expect(names((await call('GET', `/fields.json${query}`)).data)).toEqual(expected);
	});

	it('has no DELETE', async () => {
		expect((await call('DELETE', '/fields.json?key=age')).status).toBe(405);
	});
});

describe('flows', () => {
	it('lists them newest first, archived ones included', async () => {
		const { data } = await call('GET', '/flows.json');
		expect(names(data)).toEqual(['Birth Call', 'Old Poll', 'Mother Registration', 'Follow up']);
		expect(Object.keys(results(data)[0] ?? {})).toEqual([
			...['uuid', 'name', 'type', 'archived', 'labels', 'expires', 'runs', 'results'],
			...['parent_refs', 'created_on', 'modified_on'],
		]);
	});

	it.each([
		['archived=0', ['Birth Call', 'Mother Registration', 'Follow up']],
		['archived=1', ['Old Poll']],
		['type=voice', ['Birth Call']],
		[`uuid=${followUp}`, ['Follow up']],
		['before=2024-03-02T10:00:00Z', ['Mother Registration', 'Follow up']],
		['after=2024-03-03T00:00:00Z', ['Birth Call', 'Old Poll']],
		['before=soon', []],
	])('with %s finds %j', async (query, expected) => {
		expect(names((await call('GET', `/flows.json?${query}`)).data)).toEqual(expected);
	});

	it.each(['POST', 'DELETE', 'PUT'])('has no %s', async (method) => {
		expect((await call(method, '/flows.json', {})).status).toBe(405);
	});
});
