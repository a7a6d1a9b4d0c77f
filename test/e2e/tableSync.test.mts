import { dataOf } from '../../sandbox/n8n/execution.mts';
import { type JsonObject, objectArray } from '../../sandbox/n8n/json.mts';
import { useWorld } from './helpers/useWorld.mts';
import { campaignNode, itemSource, runChain, type WorkflowNode } from './helpers/workflows.mts';
import type { Provider } from './helpers/world.mts';

const world = useWorld();
const limitMs = 600_000;

/** Each takes a second at the limit of 60 requests a minute. */
const rowCount = process.env.LONG_TESTS === 'yes' ? 200 : 80;

const steps = (subject: string) => [
	{ subject, email_body: '<p>Hello</p>', seq_delay_details: { delay_in_days: 0 } },
	{ subject: '', email_body: '<p>Still there?</p>', seq_delay_details: { delay_in_days: 3 } },
];

const stored = async (provider: Provider) =>
	objectArray(await world().control('GET', `/campaigns?provider=${provider}`));

const run = async (nodes: WorkflowNode[]) => await runChain(world(), nodes, { timeoutMs: limitMs });

it(
	`a table of ${rowCount} campaigns of which 3 differ, at 60 requests a minute`,
	async () => {
		const provider = 'smartlead';
		await world().control('POST', '/seed', { provider, count: 2 * rowCount, prefix: 'Row' });
		const rows = (await stored(provider))
			.filter(({ name, status }) => String(name).startsWith('Row ') && status !== 'ACTIVE')
			.slice(0, rowCount)
			.map(({ name }) => ({ name: String(name), sequence: JSON.stringify(steps('Hi')) }));
		expect(rows).toHaveLength(rowCount);
		const sync = async (items: JsonObject[], options: JsonObject = {}) =>
			await run([
				itemSource('Table', items),
				campaignNode(world(), 'Campaign', provider, {
					...{ operation: 'upsert', matchBy: 'name', name: '={{ $json.name }}' },
					additionalFields: { sequenceJson: '={{ $json.sequence }}' },
					options,
				}),
			]);
		await sync(rows, { requestsPerMinute: 1_000_000 });
		await world().control('DELETE', '/requests');
		const limit = { requests: 60, windowMs: 60_000 };
		await world().control('PUT', '/limits', { [provider]: limit });

		const wanted = rows.map((row, index) =>
			index % 35 === 0 && index <= 70 ? { ...row, sequence: JSON.stringify(steps('Hey')) } : row,
		);
		const startedAt = Date.now();
		const synced = dataOf(await sync(wanted), 'Campaign');
		const seconds = Math.round((Date.now() - startedAt) / 1000);
		expect(synced.filter(({ changed }) => (changed as string[]).length > 0)).toHaveLength(3);
		const requests = await world().requests(provider);
		const writes = requests.filter(({ method }) => method !== 'GET');
		expect(writes).toHaveLength(3);
		const isContent = ({ path }: JsonObject) => String(path).endsWith('/sequences');
		const others = requests.filter((request) => !isContent(request));
		expect(requests.filter(isContent)).toHaveLength(rows.length + writes.length);
		// The list, once more when it is older than three minutes and after the writes; the campaigns before their writes.
		expect(others.length).toBeLessThanOrEqual(1 + Math.floor(seconds / 180) + 1 + writes.length);
		expect(requests.filter(({ status }) => status === 429)).toEqual([]);
		process.stdout.write(`${requests.length} requests, ${writes.length} writes, ${seconds} s\n`);
	},
	limitMs,
);
