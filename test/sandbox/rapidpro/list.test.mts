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
		// Not by their text: a time without a fraction would come before the others of its second.
		const times = dates.map((date) => date.replace(/:(\d\d)Z$/, ':$1.000000Z'));
		expect(times).toEqual(times.toSorted().toReversed());
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

	it.each([first.toUpperCase(), first.replaceAll('-', ''), `{${first}}`, `urn:uuid:${first}`])(
		'takes the uuid %s',
		async (uuid) => {
			const { status, data } = await call('GET', `${list}?uuid=${encodeURIComponent(uuid)}`);
			expect([status, results(data).map((row) => row.uuid)]).toEqual([200, [first]]);
		},
	);

	it('checks every uuid, though only the first counts', async () => {
		const { status, data } = await call('GET', `${list}?uuid=${first}&uuid=garbage`);
		expect([status, data]).toEqual([400, { detail: "Param 'uuid': garbage is not a valid UUID." }]);
	});

	it('leaves out the fraction of a second that is zero', async () => {
		const { data } = await call('GET', list);
		const dates = results(data).map((row) => row.created_on);
		expect(dates).toContain('2024-09-01T06:00:00Z');
		expect(dates).toContain('2024-09-01T05:59:59.999999Z');
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
