import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { keys } from '../../sandbox/api/keys.mts';
import type { RateLimit } from '../../sandbox/api/rate-limiter.mts';
import { cleanEnvironment, node24 } from '../../sandbox/n8n/processes.mts';
import { Client, object, rows } from '../sandbox/client.mts';
import type { SendingTask } from './sendingProcess.mts';

const isLongRun = process.env.LONG_TESTS === 'yes';

/**
 * Both limits that Smartlead documents: 500 creations take 8.4 minutes, and 12.5 when the rate halves. `npm test` makes
 * fewer, at ten times the rate: the answers describe the limit of a minute, so that there must be more than one.
 */
const speed = isLongRun ? 1 : 10;
const count = isLongRun ? 500 : 400;
const smartlead: RateLimit = {
	requests: 60 * speed,
	windowMs: 60_000,
	burst: { requests: 10 * speed, windowMs: 2_000 },
};
const limitMs = 3_600_000;

/** Creates campaigns in a process of its own. Resolves with the failures. */
async function create(task: SendingTask): Promise<string[]> {
	const program = join(import.meta.dirname, 'sendingProcess.mts');
	const commonJs = join(import.meta.dirname, '..', '..', 'bench', 'commonjs.mts');
	const child = spawn(node24(), ['--import', commonJs, program, JSON.stringify(task)], {
		env: cleanEnvironment({ N8N_LOG_LEVEL: 'silent' }),
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	let output = '';
	child.stdout.on('data', (text) => (output += String(text)));
	await once(child, 'close');
	return JSON.parse(output) as string[];
}

interface Variant {
	limit?: Partial<RateLimit>;
	/** Whether the service halves the rate in the middle. */
	halves?: boolean;
}

const variants: Array<[string, Variant]> = [
	['the documented limits', {}],
	['a rate that halves', { halves: true }],
	['limits that count refused requests', { limit: { countsRefused: true } }],
	['refusals that do not say when to come back', { limit: { retryAfter: false } }],
];

const situations = variants.flatMap(([title, variant]) =>
	[2, 4].map((processes) => [processes, title, variant] as const),
);

describe('processes with one key', () => {
	it.concurrent.each(isLongRun ? situations : situations.slice(0, 1))(
		'make everything once, are rarely refused, use the rate and share it: %i with %s',
		async (processes, title, { limit = {}, halves = false }) => {
			const client = await Client.start({ limits: false });
			try {
				const enforced = { ...smartlead, ...limit };
				await client.control('PUT', '/limits', { smartlead: enforced });
				const received = async () =>
					rows((await client.control('GET', '/requests?provider=smartlead')).data).map((each) => ({
						at: Number(each.at),
						isRefused: each.status === 429,
						name: String(object(each.body ?? {}).name ?? ''),
					}));
				const baseUrl = `${client.address}/smartlead`;
				const credential = { provider: 'smartlead', apiKey: keys.smartlead, baseUrl };
				const options = speed === 1 ? {} : { requestsPerMinute: smartlead.requests };
				const parameters = {
					provider: 'smartlead',
					operation: 'create',
					name: '={{ $json.name }}',
					options,
				};
				const names = Array.from({ length: processes }, (_, by) =>
					Array.from({ length: count / processes }, (__, index) => `Process ${by}: ${index}`),
				);
				let halvedAt = Number.POSITIVE_INFINITY;
				const halving = setInterval(() => {
					void received().then(async (all) => {
						const isMiddle = all.length >= count / 2;
						if (!halves || !isMiddle || halvedAt < Number.POSITIVE_INFINITY) return;
						halvedAt = Date.now();
						const half = { ...enforced, requests: enforced.requests / 2 };
						await client.control('PUT', '/limits', { smartlead: half });
					});
				}, 2_000);
				const failures = await Promise.all(
					names.map(async (own) => {
						const items = own.map((name) => ({ name }));
						return await create({ credential, parameters, items });
					}),
				);
				clearInterval(halving);

				expect(failures.flat()).toEqual([]);
				const stored = rows((await client.control('GET', '/campaigns?provider=smartlead')).data);
				const made = stored.map(({ name }) => String(name)).filter((name) => /^Process/.test(name));
				expect(made.toSorted()).toEqual(names.flat().toSorted());

				const all = await received();
				const taken = all.filter(({ isRefused }) => !isRefused);
				const first = taken[0]?.at ?? 0;
				const last = taken.at(-1)?.at ?? 0;
				const atHalf = Math.max(0, last - halvedAt);
				const allowed = ((last - first - atHalf / 2) * smartlead.requests) / 60_000;
				const refused = all.length - taken.length;
				expect(atHalf > 0).toBe(halves);
				const share = taken.length / allowed;
				const early = taken.filter(({ at }) => at < (first + last) / 2);
				const progress = names.map(
					(_, by) => early.filter(({ name }) => name.startsWith(`Process ${by}:`)).length,
				);
				console.log(
					`${processes} with ${title}: ${all.length} requests, ${refused} refused (${((100 * refused) / all.length).toFixed(1)} %), ` +
						`${(100 * share).toFixed(1)} % of the rate, ${((last - first) / 1000).toFixed(0)} s; ` +
						`created in the first half: ${progress.join(', ')}`,
				);
				expect(refused / all.length).toBeLessThanOrEqual(0.02);
				// Less than a minute is less than one period.
				expect(share).toBeGreaterThanOrEqual(isLongRun ? 0.95 : 0.9);
				expect(Math.min(...progress)).toBeGreaterThan(count / processes / 5);
			} finally {
				await client.close();
			}
		},
		limitMs,
	);
});
