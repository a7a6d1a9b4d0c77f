/**
 * `npm run load`: 500 campaigns created and brought to another state on every service of the sandbox, in a real n8n, at
 * the rates that the services document; then as many with two executions that share the key. Smartlead's 60 requests a
 * minute make it last about 35 minutes. Exit code 0 when every item did what it should.
 */
import { setInterval } from 'node:timers';
import Table from 'cli-table3';
import { createInbox } from '../../sandbox/api/inbox/service.mts';
import { createRapidPro } from '../../sandbox/api/rapidpro/service.mts';
import type { RateLimit } from '../../sandbox/api/rate-limiter.mts';
import { createSmartlead } from '../../sandbox/api/smartlead/service.mts';
import { services, titleOf } from '../../sandbox/n8n/sandbox-credentials.mts';
import { type Provider, startWorld } from '../e2e/helpers/world.mts';
import { columns, describe, load } from './load.mts';

const counts = [500, 500] as const;
const progressMs = 60_000;
const limits: Partial<Record<Provider, RateLimit | null>> = {
	inbox: createInbox().rateLimiter.documented,
	rapidPro: createRapidPro().rateLimiter.documented,
	smartlead: createSmartlead().rateLimiter.documented,
};

// Child processes end on exit.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
	process.on(signal, () => process.exit(130));

const world = await startWorld({ limits: true });
const startedAt = Date.now();
const clock = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
const progress = setInterval(() => {
	void Promise.all(
		services.map(async ({ provider, title }) => {
			const requests = await world.requests(provider);
			const refused = requests.filter(({ status }) => status === 429).length;
			return `${title} ${requests.length} requests, ${refused} refused`;
		}),
	).then((parts) => console.log(`${clock()}: ${parts.join('; ')}`));
}, progressMs);
try {
	const measured = await Promise.all(
		services.map(async ({ provider }) => {
			const one = { provider, counts, limit: limits[provider] ?? null };
			return await load(world, one, (done) =>
				console.log(`${clock()}: ${describe(done).join(' | ')}`),
			);
		}),
	);
	const table = new Table({ head: columns, style: { head: [], border: [] } });
	for (const each of measured.flat()) {
		const [provider = '', ...cells] = describe(each);
		table.push([titleOf(provider), ...cells]);
	}
	console.log(table.toString());
	const failures = measured.flat().flatMap((each) => each.failures);
	for (const failure of failures.slice(0, 20)) console.log(`failed: ${failure}`);
	process.exitCode = failures.length === 0 ? 0 : 1;
} finally {
	clearInterval(progress);
	await world.stop();
}
