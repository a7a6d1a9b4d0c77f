import { fastify } from 'fastify';
import type { INodeParameters } from 'n8n-workflow';
import { runCampaign } from '../engine/engine.mts';
import { useSandbox } from '../engine/world.mts';

const world = useSandbox();

const listAll = async (parameters: INodeParameters, credential = {}) =>
	await runCampaign({
		credential: world.credential('falconyte', credential),
		parameters: { provider: 'falconyte', operation: 'getAll', returnAll: true, ...parameters },
	});

describe('a list whose pages are counted', () => {
	const seed = async () => {
		await world.control('POST', '/seed', { provider: 'falconyte', count: 250, prefix: 'Bulk' });
		const stored = await world.stored('falconyte');
		const listed = (await listAll({})).items?.map(({ id }) => String(id)) ?? [];
		expect(new Set(listed)).toEqual(new Set(stored.map(({ id }) => String(id))));
		await world.control('DELETE', '/requests');
		return listed;
	};

	/** Lets something happen between one page and the next. */
	const afterPage = async (number: number, ...acts: object[]) =>
		await world.control('POST', '/moves', { provider: 'falconyte', after: number - 1, acts });

	it('misses nothing when a campaign goes while it is read', async () => {
		const ids = await seed();
		await afterPage(1, { remove: String(ids[3]) });
		const { items } = await listAll({});
		const read = items?.map(({ id }) => id) ?? [];
		expect(new Set(read).size).toBe(read.length);
		// The one that went was on a page that was read before; all others are there.
		expect(new Set(read)).toEqual(new Set(ids));
		expect((await world.log('falconyte')).length).toBeGreaterThan(5);
	});

	it('doubles nothing when campaigns come while it is read', async () => {
		const ids = await seed();
		await afterPage(1, { add: { count: 3, prefix: 'Late' } });
		const { items } = await listAll({});
		const read = items?.map(({ id }) => String(id)) ?? [];
		expect(new Set(read).size).toBe(read.length);
		expect(ids.filter((id) => !read.includes(id))).toEqual([]);
	});

	it('is not read on for ever when it changes all the time', async () => {
		const ids = await seed();
		for (const [index, id] of ids.entries()) await afterPage(index + 1, { remove: id });
		const { error } = await listAll({});
		expect(error?.message).toBe(
			'The list changed every time Falconyte was asked to list the campaigns',
		);
	});
});

describe('a list without end', () => {
	const endless = fastify();
	const asked: number[] = [];
	let address = '';

	beforeAll(async () => {
		endless.get<{ Querystring: { cursor?: string } }>('/*', ({ query }) => {
			const number = Number(query.cursor ?? '0');
			asked.push(number);
			return { data: [{ id: `c${number}`, name: 'again' }], nextCursor: String(number + 1) };
		});
		address = await endless.listen({ host: '127.0.0.1', port: 0 });
	});
	afterAll(async () => {
		await endless.close();
	});

	it('is given up, and says so', async () => {
		const { error } = await runCampaign({
			credential: { ...world.credential('inbox'), baseUrl: address },
			parameters: {
				provider: 'inbox',
				operation: 'getAll',
				returnAll: true,
				options: { requestsPerMinute: 10_000_000 },
			},
		});
		expect(error?.message).toBe('Inbox keeps sending pages when asked to list the campaigns');
		expect(asked).toHaveLength(5_000);
	}, 120_000);
});
