import Table from 'cli-table3';
import type { RateLimit } from '../../sandbox/api/rate-limiter.mts';
import { providerIds } from '../engine/world.mts';
import { columns, describe as lineOf, load, type Measured } from '../load/load.mts';
import { facts } from '../providers/facts.mts';
import { useWorld } from './helpers/useWorld.mts';
import type { Provider } from './helpers/world.mts';

const world = useWorld({ limits: true });

/** Sixty times the documented rate, in windows of two seconds as the node uses; null if no rate is documented. */
function fastLimit(provider: Provider): RateLimit | null {
	const { rateLimit } = facts[provider].api;
	if (rateLimit === undefined) return null;
	return { requests: (rateLimit.requests * 60_000 * 2) / rateLimit.windowMs, windowMs: 2_000 };
}

const limits = providerIds.map((provider) => [provider, fastLimit(provider)] as const);

it('succeeds with every item at the rate of each service, also with two executions that share the key', async () => {
	const enforced = limits.filter(([, limit]) => limit !== null);
	await world().control('PUT', '/limits', Object.fromEntries(enforced));
	const measured: Measured[] = [];
	await Promise.all(
		limits.map(async ([provider, limit]) => {
			// Without a rate to keep, fewer items show the same. `npm run load` uses 500 on every service.
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
	// A busy machine sends requests late and in bursts: then some are refused and retried.
	for (const { accepted, refused } of measured) expect(refused).toBeLessThan(accepted / 10);
}, 300_000);
