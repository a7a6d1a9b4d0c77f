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

	const long = 'x'.repeat(65);
	const tooLong = [
		'Cannot be longer than 64 characters.',
		'Ensure this field has no more than 64 characters.',
	];
	const nul = ['Cannot contain null characters.', 'Null characters are not allowed.'];
	const surrogate = 'Surrogate characters are not allowed: U+D83D.';
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
		[
			{ name: `${long}\0`, group: 'Farmers' },
			{ name: [...tooLong, 'Null characters are not allowed.'] },
		],
		['{"name":"\\ud83d","group":"Farmers"}', { name: [surrogate] }],
		[{ name: true, group: 'Farmers' }, { name: ['Not a valid string.'] }],
		[{ name: 'A', group: 'Nobody' }, { group: ['No such object: Nobody'] }],
		[{ name: 'A', group: true }, { group: ['No such object: True'] }],
		[{ name: 'A', group: 7 }, { group: ['No such object: 7'] }],
		[{ name: 'A', group: 1.5 }, { group: ['Must be a string or integer'] }],
		['{"name":"A","group":7.0}', { group: ['Must be a string or integer'] }],
		[{ name: 'A', group: {} }, { group: ['Must be a string or integer'] }],
		[{ name: 'A', group: [] }, { group: ['Must be a string or integer'] }],
		[[], { non_field_errors: ['Request body should be a single JSON object'] }],
		['"text"', { non_field_errors: ['Request body should be a single JSON object'] }],
		['null', { non_field_errors: ['Request body should be a single JSON object'] }],
	])('refuses %j', async (body, expected) => {
		const { status, data } = await call('POST', list, body);
		expect([status, data]).toEqual([400, expected]);
	});
});
