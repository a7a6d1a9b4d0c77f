import { object } from '../client.mts';
import { list, useRapidPro } from './workspace.mts';

const { call } = useRapidPro();
const create = async (name: string) => await call('POST', list, { name, group: 'Farmers' });

describe('names', () => {
	it.each([
		['42', '42'],
		['7.0', '7.0'],
		['1e3', '1000.0'],
		['-0.00001', '-1e-05'],
		['1e16', '1e+16'],
		['12345678901234567890', '12345678901234567890'],
	])('stores the number %s as the text %s', async (number, text) => {
		const { status, data } = await call('POST', list, `{"name":${number},"group":"Farmers"}`);
		expect([status, object(data).name]).toEqual([201, text]);
	});

	it.each(['\u001C', '\u001D', '\u001E', '\u001F', '\u0085', '\u00A0', '\u3000'])(
		'are trimmed of %j',
		async (space) => {
			const { status, data } = await create(`${space}Spring${space}`);
			expect([status, object(data).name]).toEqual([201, 'Spring']);
		},
	);

	it('keep a byte order mark', async () => {
		const { data } = await create('\uFEFFSpring');
		expect(object(data).name).toBe('\uFEFFSpring');
		expect((await create('Spring')).status).toBe(201);
	});

	it.each([
		['οδος', 'οδοσ'],
		['élan', 'ÉLAN'],
		['ısı', 'isi'],
	])('make %s and %s the same', async (one, other) => {
		expect((await create(one)).status).toBe(201);
		expect((await create(other)).data).toEqual({ name: ['This field must be unique.'] });
	});

	it.each([
		['\u212Aelvin', 'kelvin'],
		['straße', 'STRASSE'],
	])('keep %s and %s apart', async (one, other) => {
		expect((await create(one)).status).toBe(201);
		expect((await create(other)).status).toBe(201);
	});

	it.each(['Farmers\0', '\0'])(
		'fail with 500 when they are a group with NUL: %j',
		async (group) => {
			expect((await call('POST', list, { name: 'A', group })).status).toBe(500);
		},
	);
});

describe('two creates of one name', () => {
	it('are both stored when they come at once', async () => {
		const pair = async (name: string) => {
			const replies = await Promise.all([create(name), create(name)]);
			return replies.map(({ status }) => status);
		};
		// The real server stored both of 8 pairs in 10.
		const pairs: number[][] = [];
		while (pairs.length < 10 && !pairs.some((pair) => pair.every((status) => status === 201))) {
			pairs.push(await pair(`Pair ${pairs.length}`));
		}
		expect(pairs.at(-1)).toEqual([201, 201]);
	});

	it('are refused when they come one after the other', async () => {
		await create('Pair');
		expect((await create('Pair')).data).toEqual({ name: ['This field must be unique.'] });
	});
});
