import { object, rows } from '../client.mts';
import { list, results, useRapidPro } from './workspace.mts';

const { call, control } = useRapidPro();

describe('cursors', () => {
	const walk = async (path: string, direction: 'next' | 'previous') => {
		const pages = [];
		for (let url: unknown = path; typeof url === 'string'; ) {
			const { data } = await call('GET', url);
			pages.push(object(data));
			const link = object(data)[direction];
			url = typeof link === 'string' ? link.slice(link.indexOf('/campaigns.json')) : null;
		}
		return pages;
	};

	it('walks 514 rows in 250/250/14 and back, links on the Host of the request', async () => {
		await control('POST', '/seed', { provider: 'rapidPro', count: 505 });
		const pages = await walk(`${list}?x=1`, 'next');
		expect(pages.map((page) => rows(page.results).length)).toEqual([250, 250, 14]);
		const uuids = pages.flatMap((page) => rows(page.results).map((row) => row.uuid));
		expect(new Set(uuids).size).toBe(514);
		expect(pages[0]?.previous).toBeNull();
		expect(String(pages[0]?.next)).toMatch(
			/\/rapidpro\/api\/v2\/campaigns\.json\?cursor=[^&]+&x=1$/,
		);
		expect(pages[1]?.previous).not.toBeNull();
		const lastPath = String(pages[1]?.next);
		const back = await walk(lastPath.slice(lastPath.indexOf('/campaigns.json')), 'previous');
		expect(back.map((page) => rows(page.results).length)).toEqual([14, 250, 250]);

		const other = await call('GET', list, undefined, { Host: 'internal.example:8000' });
		expect(object(other.data).next).toMatch(/^http:\/\/internal\.example:8000\/rapidpro\//);
	});

	it('does not shift pages when a campaign is created meanwhile', async () => {
		await control('POST', '/seed', { provider: 'rapidPro', count: 300 });
		const { data } = await call('GET', list);
		const seen = new Set(results(data).map((row) => row.uuid));
		await call('POST', list, { name: 'Meanwhile', group: 'Reporters' });
		const next = String(object(data).next);
		const page = await call('GET', next.slice(next.indexOf('/campaigns.json')));
		expect(results(page.data)).toHaveLength(59);
		expect(results(page.data).some((row) => seen.has(row.uuid))).toBe(false);
	});

	const open = (link: unknown) => {
		const cursor = new URL(String(link)).searchParams.get('cursor') ?? '';
		return Buffer.from(cursor, 'base64').toString();
	};
	const at = (content: string) =>
		`${list}?cursor=${encodeURIComponent(Buffer.from(content).toString('base64'))}`;

	it('are the time of the last row, and an offset only for ties', async () => {
		await control('POST', '/seed', { provider: 'rapidPro', count: 505 });
		const [one, two] = await walk(list, 'next');
		const last = rows(one?.results).at(-1);
		const time = String(last?.created_on).replace('T', ' ').replace('Z', '+00:00');
		expect(open(one?.next)).toBe(`${new URLSearchParams({ p: time })}`);
		expect(open(two?.previous)).toMatch(/^r=1&p=2023-/);
		const tie = await call('GET', at('p=2025-02-10+07%3A45%3A12.000346%2B00%3A00'));
		expect(results(tie.data)[0]).toMatchObject({ name: 'Weekly check-in' });
	});

	it('count the rows of one time in an offset', async () => {
		await control('POST', '/seed', { provider: 'rapidPro', count: 260 });
		const all = (await walk(list, 'next')).flatMap((page) => rows(page.results));
		// From row 248 on, all have one time: the second page starts within them.
		for (const { uuid } of all.slice(248)) {
			await control('PUT', `/campaigns/rapidPro/${String(uuid)}`, {
				created_on: String(all[248]?.created_on),
			});
		}
		const pages = await walk(list, 'next');
		const time = String(all[247]?.created_on).replace('T', ' ').replace('Z', '+00:00');
		expect(open(pages[0]?.next)).toBe(`${new URLSearchParams({ o: '2', p: time })}`);
		const uuids = pages.flatMap((page) => rows(page.results).map((row) => row.uuid));
		expect(new Set(uuids).size).toBe(269);
		expect(uuids).toHaveLength(269);
	});

	it('skip as many rows as an offset without a position says', async () => {
		const all = results((await call('GET', list)).data);
		const { data } = await call('GET', at('o=3'));
		expect(results(data)).toEqual(all.slice(3));
		expect(object(data).previous).not.toBeNull();
	});

	it.each(['nope', '', 'x=1'])('that hold %j are page one', async (content) => {
		const { status, data } = await call('GET', at(content));
		expect([status, results(data).length]).toEqual([200, 9]);
	});

	it('with a position that is no time fail with 500', async () => {
		expect((await call('GET', at('p=junk'))).status).toBe(500);
	});

	it('that are refused count for the rate limit', async () => {
		await control('PUT', '/limits', { rapidPro: { requests: 1, windowMs: 3_600_000 } });
		expect((await call('GET', `${list}?cursor=garbage`)).status).toBe(404);
		expect((await call('GET', list)).status).toBe(429);
	});

	it.each([
		'garbage',
		'QQ',
		'caf%C3%A9',
		...['o=x', 'o=-1', 'o=', 'r=x'].map((content) => Buffer.from(content).toString('base64')),
	])('refuses %s with 404', async (cursor) => {
		const { status, data } = await call('GET', `${list}?cursor=${cursor}`);
		expect([status, data]).toEqual([404, { detail: 'Invalid cursor' }]);
	});
});
