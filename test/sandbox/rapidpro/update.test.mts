import { object } from '../client.mts';
import { archived, first, list, missing, useRapidPro } from './workspace.mts';

const { call } = useRapidPro();
const required = ['This field is required.'];

describe('update', () => {
	it('replaces both fields, and requires both', async () => {
		const path = `${list}?uuid=${first}`;
		const { status, data } = await call('POST', path, { name: 'reminders', group: 'Farmers' });
		expect(status).toBe(200);
		expect(data).toMatchObject({ uuid: first, name: 'reminders', group: { name: 'Farmers' } });
		const partial = await call('POST', path, { name: 'Only' });
		expect([partial.status, partial.data]).toEqual([400, { group: required }]);
	});

	it.each([archived, missing])('answers %s with 404', async (uuid) => {
		const { status, data } = await call('POST', `${list}?uuid=${uuid}`, {});
		expect([status, data]).toEqual([404, { detail: 'No Campaign matches the given query.' }]);
	});

	it('creates when the parameter is written UUID', async () => {
		const { status, data } = await call('POST', `${list}?UUID=${first}`, {
			name: 'Oops',
			group: 'Farmers',
		});
		expect(status).toBe(201);
		expect(object(data).uuid).not.toBe(first);
	});
});
