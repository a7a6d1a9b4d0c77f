import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { providerIds } from '../../sandbox/api/service.mts';
import { facts } from '../providers/facts.mts';
import { Client, object, type Reply, rows } from './client.mts';

let client: Client;
beforeAll(async () => {
	client = await Client.start();
});
beforeEach(() => client.reset());
afterAll(() => client.close());

const stored = async (provider: string) =>
	rows((await client.control('GET', `/campaigns?provider=${provider}`)).data);

const fault = async (body: object) => {
	const { status } = await client.control('POST', '/faults', { provider: 'smartlead', ...body });
	expect(status).toBe(200);
};
const create = () => client.call('smartlead', 'POST', '/campaigns/create', { name: 'Once' });
const created = async () => (await stored('smartlead')).filter((row) => row.name === 'Once').length;

describe('seed and stored campaigns', () => {
	it.each(providerIds)(
		'%s: adds many campaigns quickly, and a reset removes them',
		async (provider) => {
			const seed = (await stored(provider)).length;
			expect(seed).toBeGreaterThanOrEqual(8);
			expect(seed).toBeLessThanOrEqual(15);
			const { data } = await client.control('POST', '/seed', {
				provider,
				count: 100_000,
				prefix: 'Many',
			});
			expect(data).toEqual({ added: 100_000 });
			expect((await client.call(provider, 'GET', facts[provider].api.listPath)).status).toBe(200);
			await client.reset();
			expect(await stored(provider)).toHaveLength(seed);
		},
		60_000,
	);

	it.each(providerIds)('%s: changes and removes campaigns without the API', async (provider) => {
		const [campaign] = await stored(provider);
		const id = String(campaign?.id ?? campaign?.uuid ?? campaign?.campaignId);
		const path = `/campaigns/${provider}/${id}`;
		expect((await client.control('PUT', path, { name: 'Changed' })).status).toBe(200);
		expect((await stored(provider))[0]?.name).toBe('Changed');
		expect((await client.control('DELETE', path)).status).toBe(200);
		expect((await client.control('DELETE', path)).status).toBe(404);
		expect((await client.control('PUT', path, {})).status).toBe(404);
	});

	it('shows campaigns that the API hides', async () => {
		const archived = (await stored('rapidPro')).filter((row) => row.archived);
		expect(archived).toHaveLength(1);
		const one = (await stored('smartlead')).find((row) => row.id === 2048110);
		expect(object(one?.sandbox)).toHaveProperty('emailAccountIds', [7301]);
	});

	it.each([
		['POST', '/seed', { provider: 'nobody', count: 1 }],
		['POST', '/faults', { provider: 'inbox' }],
		['POST', '/faults', { provider: 'inbox', status: 500, path: '(' }],
		['GET', '/campaigns', undefined],
		['PUT', '/limits', { nobody: null }],
	])('refuses %s %s %j with 400', async (method, path, body) => {
		expect((await client.control(method, path, body)).status).toBe(400);
	});
});

describe('request log', () => {
	it('keeps every request in order of arrival', async () => {
		await client.call('rapidPro', 'GET', '/campaigns.json?uuid=a&uuid=b&x=%20');
		await client.call('inbox', 'POST', '/campaigns/v2/a%2Fb/enable', {});
		await client.call('smartlead', 'POST', '/campaigns/create', '{"name":');
		const { data } = await client.control('GET', '/requests');
		const log = rows(data);
		expect(log).toMatchObject([
			{
				provider: 'rapidPro',
				method: 'GET',
				path: '/api/v2/campaigns.json',
				query: { uuid: ['a', 'b'], x: ' ' },
				rawUrl: '/rapidpro/api/v2/campaigns.json?uuid=a&uuid=b&x=%20',
				body: null,
				status: 400,
			},
			{ provider: 'inbox', path: '/api/v1/campaigns/v2/a%2Fb/enable', body: {}, status: 404 },
			{ provider: 'smartlead', body: '{"name":', status: 400 },
		]);
		expect(object(log[0]?.headers).authorization).toMatch(/^Token /);
		expect(Number(log[2]?.at)).toBeGreaterThanOrEqual(Number(log[0]?.at));
		const one = await client.control('GET', '/requests?provider=inbox');
		expect(rows(one.data)).toHaveLength(1);
		await client.control('DELETE', '/requests');
		expect((await client.control('GET', '/requests')).data).toEqual([]);
	});
});

describe('a scheduled change', () => {
	it('happens once, after the response to the request that it waits for', async () => {
		const list = async () =>
			rows((await client.call('smartlead', 'GET', '/campaigns')).data).length;
		const before = await list();
		const acts = [{ add: { count: 2 } }, { remove: String((await stored('smartlead'))[0]?.id) }];
		const move = { provider: 'smartlead', path: 'campaigns$', after: 1, acts };
		expect((await client.control('POST', '/moves', move)).status).toBe(200);
		expect([await list(), await list(), await list(), await list()]).toEqual(
			[0, 0, 1, 1].map((more) => before + more),
		);
	});

	it.each([
		['none', []],
		['one of no known kind', [{ rename: 'x' }]],
		['two in one', [{ remove: '1', add: { count: 1 } }]],
	])('is not accepted with %s', async (_, acts) => {
		const { status } = await client.control('POST', '/moves', { provider: 'inbox', acts });
		expect(status).toBe(400);
	});
});

describe('faults', () => {
	it('answers matching requests with its status, headers and body, as many times as it says', async () => {
		const body = { error: 'down' };
		await fault({
			method: 'post',
			path: '/create$',
			times: 2,
			status: 503,
			headers: { 'Retry-After': '7' },
			body,
		});
		expect((await client.call('smartlead', 'GET', '/campaigns/1')).status).toBe(200);
		for (let index = 0; index < 2; index++) {
			const reply = await create();
			expect([reply.status, reply.data, reply.headers['retry-after']]).toEqual([503, body, '7']);
		}
		expect((await create()).status).toBe(200);
		expect(await created()).toBe(1);
		const { data } = await client.control('GET', '/requests');
		expect(rows(data).map((entry) => entry.status)).toEqual([200, 503, 503, 200]);
	});

	it('can take effect after the request was handled', async () => {
		await fault({ status: 502, body: '<html>Bad Gateway</html>', handled: true });
		expect(await create()).toMatchObject({ status: 502, data: '<html>Bad Gateway</html>' });
		expect(await created()).toBe(1);
	});

	it('sends a 200 without a body', async () => {
		await fault({ status: 200, body: '' });
		expect(await create()).toMatchObject({ status: 200, data: '' });
		expect(await created()).toBe(0);
	});

	it.each([
		[{ reset: true }, 0],
		[{ reset: true, handled: true }, 1],
		[{ cutOff: true }, 0],
		[{ cutOff: true, handled: true }, 1],
	])('breaks the connection: %j', async (effect, count) => {
		await fault(effect);
		await expect(create()).rejects.toThrow(/socket hang up|aborted|ECONNRESET/);
		expect(await created()).toBe(count);
		const { data } = await client.control('GET', '/requests');
		expect(rows(data)).toHaveLength(1);
	});

	it('delays the response', async () => {
		await fault({ delayMs: 150 });
		const started = Date.now();
		expect((await create()).status).toBe(200);
		expect(Date.now() - started).toBeGreaterThanOrEqual(145);
	});

	it('can handle the request before the delay, so that it takes effect although the client gave up', async () => {
		await fault({ delayMs: 2000, handled: true });
		const body = { name: 'Once' };
		const path = `/smartlead/api/v1/campaigns/create?api_key=00000000-5a4d-4b0c-8000-00000sandbox_fake000`;
		await expect(client.raw('POST', path, { body, timeout: 200 })).rejects.toThrow(/timeout/);
		expect(await created()).toBe(1);
	});

	it('sends a body byte by byte', async () => {
		await fault({ drip: 5, body: { ok: true } });
		const started = Date.now();
		expect((await create()).data).toEqual({ ok: true });
		expect(Date.now() - started).toBeGreaterThan(40);
	});

	it('removes unused faults', async () => {
		await fault({ reset: true });
		await client.control('DELETE', '/faults');
		expect((await create()).status).toBe(200);
	});
});

describe('limits', () => {
	it('end with their window, and can be switched off', async () => {
		const get = async () => (await client.call('smartlead', 'GET', '/campaigns/1')).status;
		await client.control('PUT', '/limits', { smartlead: { requests: 1, windowMs: 1_500 } });
		expect([await get(), await get()]).toEqual([200, 429]);
		await new Promise((resolve) => setTimeout(resolve, 1_550));
		expect(await get()).toBe(200);
		await client.control('PUT', '/limits', { smartlead: null });
		expect([await get(), await get()]).toEqual([200, 200]);
	});

	const limit = { requests: 3, windowMs: 60_000 };

	async function getWith(limits: object): Promise<Reply[]> {
		await client.control('PUT', '/limits', { smartlead: { ...limit, ...limits } });
		const answers = [];
		for (let count = 0; count < 4; count++) {
			answers.push(await client.call('smartlead', 'GET', '/campaigns/1'));
		}
		return answers;
	}

	it('may have a shorter one that answers do not describe', async () => {
		const answers = await getWith({ burst: { requests: 2, windowMs: 1_000 } });
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 429]);
		expect(answers[2]?.headers['x-ratelimit-remaining']).toBe('1');
		expect(answers[2]?.headers['retry-after']).toBe('1');
		await new Promise((resolve) => setTimeout(resolve, 1_050));
		expect((await client.call('smartlead', 'GET', '/campaigns/1')).status).toBe(200);
	});

	it('may count refused requests', async () => {
		const burst = { requests: 2, windowMs: 1_000 };
		await getWith({ burst, countsRefused: true });
		await new Promise((resolve) => setTimeout(resolve, 1_050));
		expect((await client.call('smartlead', 'GET', '/campaigns/1')).status).toBe(429);
	});

	it('may leave unsaid what remains, and when to come back', async () => {
		const [first, , , refused] = await getWith({ remaining: false, retryAfter: false });
		expect(refused?.status).toBe(429);
		for (const answer of [first, refused]) {
			expect(Object.keys(answer?.headers ?? {}).join()).not.toMatch(/ratelimit|retry/);
		}
		expect(JSON.stringify(refused?.data)).not.toContain('retry');
	});
});

describe('the program', () => {
	const start = (...args: string[]) =>
		spawn('node', ['sandbox/main.mts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

	it('prints its address, explains that a port is in use, and ends on SIGTERM', async () => {
		const program = start('--no-limits');
		const [line] = await once(program.stdout, 'data');
		const { address } = object(JSON.parse(String(line)));
		expect(String(line)).toMatch(/^\{"address":"http:\/\/127\.0\.0\.1:\d+"\}\n$/);

		const second = start('--port', String(new URL(String(address)).port));
		const [[message], [code]] = await Promise.all([
			once(second.stderr, 'data'),
			once(second, 'close'),
		]);
		expect(String(message)).toMatch(/^The port is in use: [^\n]+\n$/);
		expect(code).toBe(1);

		program.kill('SIGTERM');
		const [exit] = await once(program, 'close');
		expect(exit).toBe(0);
	}, 20_000);
});
