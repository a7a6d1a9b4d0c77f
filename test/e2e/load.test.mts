import Table from 'cli-table3';
import type { RateLimit } from '../../sandbox/api/rate-limiter.mts';
import { columns, describe as lineOf, load, type Measured } from '../load/load.mts';
import { useWorld } from './helpers/use-world.mts';
import type { Provider } from './helpers/world.mts';

const world = useWorld({ limits: true });

/** Sixty times what the services document, counted over the node's own step of two seconds. */
const fast = (perMinute: number): RateLimit => ({ requests: perMinute * 2, windowMs: 2_000 });
const limits: Array<[Provider, RateLimit | null]> = [
	['dailyStory', null],
	['falconyte', null],
	['inbox', fast(300)],
	['rapidPro', fast(60)],
	['smartlead', fast(60)],
];

it('every item succeeds at the rate of each service, also with two executions that share the key', async () => {
	const enforced = limits.filter(([, limit]) => limit !== null);
	await world().control('PUT', '/limits', Object.fromEntries(enforced));
	const measured: Measured[] = [];
	await Promise.all(
		limits.map(async ([provider, limit]) => {
			// Where there is no rate to keep, fewer show as much. `npm run load` takes 500 of all.
			const counts = limit === null ? ([50, 50] as const) : ([500, 100] as const);
			const perMinute = limit === null ? 60_000 : (limit.requests * 60_000) / limit.windowMs;
			const options = { requestsPerMinute: perMinute };
			measured.push(...(await load(world(), { provider, counts, limit, options })));
		}),
	);
	const table = new Table({ head: columns, style: { head: [], border: [] } });
	for (const each of measured) table.push(lineOf(each));
	console.log(table.toString());
	expect(measured).toHaveLength(18);
	expect(measured.flatMap(({ failures }) => failures)).toEqual([]);
	// A busy machine sends late and in bunches: then some are refused, and waited for.
	for (const { accepted, refused } of measured) expect(refused).toBeLessThan(accepted / 10);
}, 300_000);
