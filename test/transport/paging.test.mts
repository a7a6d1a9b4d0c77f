import { fastify } from 'fastify';
import { type ProviderId, useSandbox } from '../engine/world.mts';

const world = useSandbox();

const listAll = async (provider: ProviderId) =>
	await world.run(provider, { operation: 'getAll', returnAll: true });

describe('a list in numbered pages', () => {
	const seed = async () => {
		await world.control('POST', '/seed', { provider: 'falconyte', count: 250, prefix: 'Bulk' });
		const stored = await world.stored('falconyte');
		const listed = (await listAll('falconyte')).items?.map(({ id }) => String(id)) ?? [];
		expect(new Set(listed)).toEqual(new Set(stored.map(({ id }) => String(id))));
		await world.control('DELETE', '/requests');
		return listed;
	};

	/** Makes changes after a page was sent. */
	const afterPage = async (number: number, ...acts: object[]) =>
		await world.control('POST', '/moves', { provider: 'falconyte', after: number - 1, acts });

	it('is complete when a campaign is deleted while it is read', async () => {
		const ids = await seed();
		await afterPage(1, { remove: String(ids[3]) });
		const { items } = await listAll('falconyte');
		const read = items?.map(({ id }) => id) ?? [];
		expect(new Set(read).size).toBe(read.length);
		// The deleted campaign was on a page that had been read already; all others are listed.
		expect(new Set(read)).toEqual(new Set(ids));
		expect((await world.log('falconyte')).length).toBeGreaterThan(5);
	});

	it('has no duplicates when campaigns are created while it is read', async () => {
		const ids = await seed();
		await afterPage(1, { add: { count: 3, prefix: 'Late' } });
		const { items } = await listAll('falconyte');
		const read = items?.map(({ id }) => String(id)) ?? [];
		expect(new Set(read).size).toBe(read.length);
		expect(ids.filter((id) => !read.includes(id))).toEqual([]);
	});

	it('is not read forever when it keeps changing', async () => {
		const ids = await seed();
		for (const [index, id] of ids.entries()) await afterPage(index + 1, { remove: id });
		const { error } = await listAll('falconyte');
		expect(error?.message).toBe(
			'The list changed every time Falconyte was asked to list the campaigns',
		);
	});
});

describe('a list that never ends', () => {
	const endless = fastify();
	const pages: number[] = [];
	let address = '';

	beforeAll(async () => {
		endless.get<{ Querystring: { cursor?: string } }>('/*', ({ query }) => {
			const number = Number(query.cursor ?? '0');
			pages.push(number);
			return { data: [{ id: `c${number}`, name: 'again' }], nextCursor: String(number + 1) };
		});
		address = await endless.listen({ host: '127.0.0.1', port: 0 });
	});
	afterAll(async () => {
		await endless.close();
	});

	it('is an error after a limit', async () => {
		const { error } = await world.run(
			'inbox',
			{ operation: 'getAll', returnAll: true, options: { requestsPerMinute: 10_000_000 } },
			{ credential: { baseUrl: address } },
		);
		expect(error?.message).toBe('Inbox keeps sending pages when asked to list the campaigns');
		expect(pages).toHaveLength(5_000);
	}, 120_000);
});

it('stops reading a list when the service sends the same page again', async () => {
	const body = {
		next: 'http://x/?cursor=again',
		previous: null,
		results: [
			{
				uuid: '8f5c7a10-4b7d-4c1f-8a52-6f0b1f5d0010',
				name: 'a',
				archived: false,
				group: null,
				created_on: '2025-01-01T00:00:00Z',
			},
		],
	};
	await world.fault({
		provider: 'rapidPro',
		status: 200,
		body,
		times: 50,
	});
	const { error } = await listAll('rapidPro');
	expect(error?.message).toContain('keeps sending pages');
	expect((await world.log('rapidPro')).length).toBeLessThan(4);
});
