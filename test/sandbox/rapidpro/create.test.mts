import { object } from '../client.mts';
import { list, reporters, useRapidPro } from './workspace.mts';

const { call } = useRapidPro();
const required = ['This field is required.'];

describe('create', () => {
	it.each([reporters.uuid, 'Reporters', 'rEPORTERS'])('accepts the group by %s', async (group) => {
		const { status, data } = await call('POST', list, { name: ' New 👋 ', group, archived: true });
		expect(status).toBe(201);
		expect(data).toEqual({
			uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
			name: 'New 👋',
			archived: false,
			group: reporters,
			created_on: expect.stringMatching(/\.\d{6}Z$/),
		});
		expect((await call('POST', list, { name: 'new 👋', group })).data).toEqual({
			name: ['This field must be unique.'],
		});
	});

	it.each(['Open Tickets', 'Mères et bébés', 'Still Importing'])(
		'accepts the group %s',
		async (group) => {
			expect((await call('POST', list, { name: 'Any', group })).status).toBe(201);
		},
	);

	it('coerces a number to a string', async () => {
		const { data } = await call('POST', list, { name: 42, group: 'Reporters' });
		expect(object(data).name).toBe('42');
	});

	const long = 'x'.repeat(65);
	const tooLong = [
		'Cannot be longer than 64 characters.',
		'Ensure this field has no more than 64 characters.',
	];
	const nul = ['Cannot contain null characters.', 'Null characters are not allowed.'];
	it.each([
		[{}, { name: required, group: required }],
		[undefined, { name: required, group: required }],
		[
			{ name: null, group: null },
			{ name: ['This field may not be null.'], group: ['This field may not be null.'] },
		],
		[
			{ name: '  ', group: '' },
			{ name: ['This field may not be blank.'], group: ['This field may not be null.'] },
		],
		[{ name: 'REMINDERS', group: 'Farmers' }, { name: ['This field must be unique.'] }],
		[{ name: 'reminders 2023', group: 'Farmers' }, { name: ['This field must be unique.'] }],
		[{ name: long, group: 'Farmers' }, { name: tooLong }],
		[{ name: 'a"b', group: 'Farmers' }, { name: ['Cannot contain the character: "'] }],
		[{ name: 'a\\b', group: 'Farmers' }, { name: ['Cannot contain the character: \\'] }],
		[{ name: 'a\0b', group: 'Farmers' }, { name: nul }],
		[{ name: true, group: 'Farmers' }, { name: ['Not a valid string.'] }],
		[{ name: 'A', group: 'Nobody' }, { group: ['No such object: Nobody'] }],
		[{ name: 'A', group: {} }, { group: ['Must be a string or integer'] }],
		[{ name: 'A', group: [] }, { group: ['Must be a string or integer'] }],
		[[], { non_field_errors: ['Request body should be a single JSON object'] }],
		['"text"', { non_field_errors: ['Request body should be a single JSON object'] }],
		['null', { non_field_errors: ['Request body should be a single JSON object'] }],
	])('refuses %j', async (body, expected) => {
		const { status, data } = await call('POST', list, body);
		expect([status, data]).toEqual([400, expected]);
	});

	it.each([
		['{"name":}', 'Expecting value: line 1 column 9 (char 8)'],
		['{"name" "x"}', "Expecting ':' delimiter: line 1 column 9 (char 8)"],
		['{"a":1 "b":2}', "Expecting ',' delimiter: line 1 column 8 (char 7)"],
		['{a:1}', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
		['{"a":"x', 'Unterminated string starting at: line 1 column 6 (char 5)'],
		['{}\n{}', 'Extra data: line 2 column 1 (char 3)'],
	])('writes %s as Python does', async (body, message) => {
		const { status, data } = await call('POST', list, body);
		expect([status, data]).toEqual([400, { detail: `JSON parse error - ${message}` }]);
	});
});
