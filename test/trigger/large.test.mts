import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import axios from 'axios';
import { keys } from '../../sandbox/api/keys.mts';
import { node24 } from '../../sandbox/n8n/processes.mts';
import { ActiveTrigger } from '../engine/trigger.mts';
import { type ProviderId, providerIds } from '../engine/world.mts';

/** Polls without changes. `npm run test:large` makes fifty, which take long with 100,000 campaigns. */
const quietPolls = Number(process.env.QUIET_POLLS ?? 1);

const root = join(import.meta.dirname, '..', '..');

/** Requests of a poll of 100,000 campaigns plus the sandbox's own. */
const requests: Record<ProviderId, number> = {
	dailyStory: 1,
	falconyte: 1001,
	inbox: 1002,
	rapidPro: 401,
	smartlead: 1,
};

let sandbox: ChildProcess;
let address: string;

// A process of its own, so that it does not count as memory of the node.
beforeAll(async () => {
	sandbox = spawn(node24(), [join(root, 'sandbox', 'main.mts'), '--no-limits']);
	if (sandbox.stdout === null) throw new Error('The sandbox says where it is.');
	const [line] = (await once(sandbox.stdout, 'data')) as [Buffer];
	({ address } = JSON.parse(line.toString()) as { address: string });
});
afterAll(async () => {
	sandbox.kill();
	await once(sandbox, 'exit');
});

const control = async (method: string, path: string, data?: unknown): Promise<unknown> =>
	(await axios.request<unknown>({ method, url: `${address}/control${path}`, data })).data;

/** Runs some work and returns the peak of this process's memory in MB, n8n's engine and Jest included. */
async function peakOf(work: () => Promise<void>): Promise<number> {
	let peak = 0;
	const look = () => {
		const { heapUsed, external } = process.memoryUsage();
		peak = Math.max(peak, heapUsed + external);
	};
	const timer = setInterval(look, 20);
	await work();
	clearInterval(timer);
	return Math.round(peak / 1024 / 1024);
}

/** A trigger after its first poll, with `count` campaigns added to the service. */
async function watching(provider: ProviderId, count: number) {
	await control('POST', '/reset');
	await control('POST', '/seed', { provider, count });
	const trigger = new ActiveTrigger(
		{ provider, apiKey: keys[provider], baseUrl: `${address}/${provider.toLowerCase()}` },
		{
			events: ['created', 'updated', 'statusChanged', 'deleted'],
			options: { requestsPerMinute: 1_000_000 },
		},
	);
	const first = await trigger.pollWhole();
	await control('DELETE', '/requests');
	return { trigger, firstMs: first.ms };
}

/** Polls that find nothing new. Returns the average time in ms. */
async function quiet(trigger: ActiveTrigger, polls: number): Promise<number> {
	const { stored } = trigger;
	let ms = 0;
	for (let poll = 0; poll < polls; poll++) {
		const polled = await trigger.pollWhole();
		expect(polled.items).toEqual([]);
		ms += polled.ms;
	}
	// Not a byte differs.
	expect(trigger.stored === stored).toBe(true);
	return ms / polls;
}

it.each(providerIds)(
	'%s: 100,000 campaigns take at most 64 bytes each',
	async (provider) => {
		let text = '';
		const peak = await peakOf(async () => {
			const { trigger, firstMs } = await watching(provider, 100_000);
			const quietMs = await quiet(trigger, quietPolls);
			const received = (await control('GET', `/requests?provider=${provider}`)) as unknown[];
			const each = Buffer.byteLength(trigger.stored) / 100_000;
			await control('POST', '/seed', { provider, count: 1, prefix: 'New' });
			const { items, ms } = await trigger.pollWhole();
			text =
				`first poll ${Math.round(firstMs)} ms, nothing new ${Math.round(quietMs)} ms (${quietPolls} polls), one new ${Math.round(ms)} ms, ` +
				`${received.length / quietPolls} requests a poll, state ${each.toFixed(1)} bytes a campaign`;
			expect(each).toBeLessThanOrEqual(64);
			expect(received.length / quietPolls).toBe(requests[provider]);
			expect(items).toHaveLength(1);
		});
		process.stdout.write(
			`${provider}, 100,000 campaigns: ${text}, memory at its peak ${peak} MB\n`,
		);
	},
	3_600_000,
);

it.each(providerIds)(
	'%s: fifty polls without changes start no execution and leave the state untouched',
	async (provider) => {
		const { trigger } = await watching(provider, 1_000);
		await quiet(trigger, 50);
	},
	120_000,
);
