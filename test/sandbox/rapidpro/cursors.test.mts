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

	it.each(['garbage', '%21%21%21%21', 'bm9wZQ=='])('refuses %s with 404', async (cursor) => {
		const { status, data } = await call('GET', `${list}?cursor=${cursor}`);
		expect([status, data]).toEqual([404, { detail: 'Invalid cursor' }]);
	});
});
