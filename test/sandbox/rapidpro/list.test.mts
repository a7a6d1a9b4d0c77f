import { object } from '../client.mts';
import { archived, first, list, missing, reporters, results, useRapidPro } from './workspace.mts';

const { call } = useRapidPro();

describe('list', () => {
	it('is newest first, without archived campaigns or a count, and has five keys a campaign', async () => {
		const { status, data } = await call('GET', list);
		expect(status).toBe(200);
		expect(Object.keys(object(data))).toEqual(['next', 'previous', 'results']);
		expect(object(data)).toMatchObject({ next: null, previous: null });
		const dates = results(data).map((row) => String(row.created_on));
		expect(dates).toEqual(dates.toSorted().toReversed());
		expect(dates[0]).toMatch(/\.\d{6}Z$/);
		expect(
			results(data)
				.slice(0, 2)
				.map((row) => row.name),
		).toEqual(['Weekly check-in', 'تذكير أسبوعي']);
		expect(results(data).map((row) => row.uuid)).not.toContain(archived);
		expect(results(data).at(-1)).toEqual({
			uuid: first,
			name: 'Reminders',
			archived: false,
			group: reporters,
			created_on: '2024-03-19T19:11:21.088412Z',
		});
	});

	it.each([
		'archived=true',
		'page_size=1',
		'limit=1',
		'offset=5',
		'page=2',
		'before=2000-01-01',
		'after=2100-01-01',
	])('ignores %s', async (query) => {
		const { status, data } = await call('GET', `${list}?${query}`);
		expect([status, results(data).length]).toEqual([200, 9]);
	});

	it.each([
		[`uuid=${first}`, 1],
		[`uuid=${first}&uuid=${archived}`, 1],
		[`uuid=${archived}`, 0],
		[`uuid=${missing}`, 0],
		[`UUID=${first}`, 9],
	])('?%s returns %i', async (query, count) => {
		const { status, data } = await call('GET', `${list}?${query}`);
		expect([status, results(data).length]).toEqual([200, count]);
	});

	it.each(['GET', 'POST'])('refuses a bad uuid on %s', async (method) => {
		for (const uuid of ['garbage', '']) {
			const { status, data } = await call(method, `${list}?uuid=${uuid}`, {});
			expect([status, data]).toEqual([
				400,
				{ detail: `Param 'uuid': ${uuid} is not a valid UUID.` },
			]);
		}
	});
});
