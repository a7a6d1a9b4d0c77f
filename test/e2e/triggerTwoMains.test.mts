import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sandboxFolder } from '../../sandbox/n8n/folders.mts';
import { postgresFolder, startPostgres } from '../../sandbox/n8n/postgres.mts';
import { startN8n } from '../../sandbox/n8n/server.mts';
import { currentVersion } from '../packages.mts';
import { Deliveries, subject } from './helpers/deliveries.mts';
import { durable } from './helpers/hostSettings.mts';
import { campaignTrigger, chain, node } from './helpers/workflows.mts';
import { startWorld } from './helpers/world.mts';

const changes = 20;

/** Both processes read what the other one encrypted. */
const shared = { N8N_ENCRYPTION_KEY: 'two-mains-on-one-database' };

(postgresFolder() === undefined ? it.skip : it).each([
	['durable poll state', durable],
	['default settings', {}],
])(
	'two main processes on one database, with %s',
	async (mode, settings) => {
		const postgres = await startPostgres();
		const env = { ...settings, ...postgres.env, ...shared };
		const world = await startWorld({ env });
		const parent = join(sandboxFolder, 'e2e');
		mkdirSync(parent, { recursive: true });
		const dataFolder = mkdtempSync(join(parent, 'second-'));
		try {
			const { client } = world;
			const nodes = [
				campaignTrigger(world, 'dailyStory', { events: ['created', 'deleted', 'statusChanged'] }),
				node('Then', 'n8n-nodes-base.noOp'),
			];
			const { id } = await client.createWorkflow(chain('Watch', nodes));
			await client.activateWorkflow(id);
			while ((await world.requests('dailyStory')).length < 3) await sleep(200);
			const packageTarball = await currentVersion();
			const second = await startN8n({ packageTarball, dataFolder, env });
			try {
				await sleep(12_000);
				for (let made = 0; made < changes; made++) {
					await world.control('POST', '/seed', { provider: 'dailyStory', count: 1 });
					await sleep(500);
				}
				await sleep(25_000);
				const { events } = await new Deliveries(() => client, id).read();
				const subjects = new Set(events.map(subject));
				const ids = new Set(events.map(({ eventId }) => eventId));
				process.stdout.write(
					`two main processes, ${mode}: ${changes} changes, ${events.length} events, ` +
						`${changes - subjects.size} missing, ${events.length - subjects.size} repeated, ${ids.size - subjects.size} of them with another ID\n`,
				);
				expect(subjects.size).toBe(changes);
				if (mode === 'durable poll state') expect(events).toHaveLength(changes);
			} finally {
				await second.stop();
			}
		} finally {
			await world.stop();
			await postgres.stop();
			rmSync(dataFolder, { recursive: true, force: true });
		}
	},
	600_000,
);
