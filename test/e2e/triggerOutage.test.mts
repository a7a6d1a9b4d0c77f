import { setTimeout as sleep } from 'node:timers/promises';
import { Deliveries, subject } from './helpers/deliveries.mts';
import { hostSettings } from './helpers/hostSettings.mts';
import { campaignTrigger, chain, node } from './helpers/workflows.mts';
import { logIn, startWorld } from './helpers/world.mts';

/** How long the service is down while n8n starts. n8n gives up an activation that fails for 84 s. */
const outageMs = Number(process.env.OUTAGE_SECONDS ?? 180) * 1000;

it.each(Object.entries(hostSettings))(
	'goes on unattended after the service was down while n8n started, with %s',
	async (mode, env) => {
		const world = await startWorld({ env });
		try {
			let { client } = world;
			const seed = async (prefix: string) =>
				await world.control('POST', '/seed', { provider: 'dailyStory', count: 1, prefix });
			const nodes = [
				campaignTrigger(world, 'dailyStory', { events: ['created', 'deleted', 'statusChanged'] }),
				node('Then', 'n8n-nodes-base.noOp'),
			];
			const { id } = await client.createWorkflow(chain('Watch', nodes));
			await client.activateWorkflow(id);
			const deliveries = new Deliveries(() => client, id);
			// A poll that fails starts an execution, too, with the error in place of an event.
			const reported = async () =>
				(await deliveries.read()).events.filter(({ eventId }) => eventId !== undefined);
			await polls(async () => await world.requests('dailyStory'));
			await seed('Before');
			while ((await reported()).length < 1) await sleep(500);

			const down = { provider: 'dailyStory', status: 503, body: 'Service Unavailable' };
			await world.control('POST', '/faults', { ...down, times: 1_000_000 });
			const since = Date.now();
			await world.n8n.kill();
			await world.n8n.restart();
			client = await logIn(world.n8n);
			await seed('During');
			await sleep(Math.max(0, outageMs - (Date.now() - since)));
			await world.control('DELETE', '/faults');
			const upAt = Date.now();
			while ((await reported()).length < 2 && Date.now() - upAt < 90_000) await sleep(500);
			const seconds = Math.round((Date.now() - upAt) / 1000);
			await seed('After');
			while ((await reported()).length < 3 && Date.now() - upAt < 180_000) await sleep(500);

			const events = await reported();
			process.stdout.write(
				`${mode}: down for ${outageMs / 1000} s while n8n starts; what happened meanwhile is reported ${seconds} s after it\n`,
			);
			expect(
				events.map(({ campaign }) => String((campaign as { name: string }).name).split(' ')[0]),
			).toEqual(['Before', 'During', 'After']);
			expect(new Set(events.map(subject)).size).toBe(3);
		} finally {
			await world.stop();
		}
	},
	900_000,
);

/** Waits until n8n has polled twice, so that a first poll's state is stored. */
async function polls(requests: () => Promise<unknown[]>): Promise<void> {
	while ((await requests()).length < 3) await sleep(200);
}
