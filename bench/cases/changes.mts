import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../bench.mts';
import { atLeast, atMost, type Line } from '../reportRow.mts';
import { ms } from './lists.mts';

/** Many changes of status over a slow line, as many side by side as axios does. */
export async function changes(bench: Bench): Promise<Line[]> {
	const { changes: count, atOnce: counts, latencyMs } = bench.scale;
	const lines: Line[] = [];
	for (const atOnce of counts) {
		await bench.seed('dailyStory', count);
		const stored = await bench.stored('dailyStory');
		const ids = stored.map(({ campaignId }) => String(campaignId));
		const pauseAll = async () => {
			for (const id of ids) {
				await bench.control('PUT', `/campaigns/dailyStory/${id}`, { status: 'Paused' });
			}
		};
		const task = bench.task('dailyStory', 'slow', { ids, atOnce });
		const { axiosStatus, campaignStatus } = await bench.step(
			`DailyStory: ${count} changes of status, ${atOnce} at once`,
			async () =>
				await bench.race({ axiosStatus: task, campaignStatus: task }, () => count, pauseAll),
		);
		lines.push({
			what: `${count} changes of status, ${atOnce} at once, ${latencyMs} ms latency (DailyStory)`,
			ours: ms('Change Status', campaignStatus),
			baseline: ms('axios, the same requests', axiosStatus),
			target: atMost(1.15),
		});
	}
	return lines;
}

const limit = { requests: 40, windowMs: 2_000 };

/** Creations on a service that enforces a limit: each is two requests. */
export async function rate(bench: Bench): Promise<Line[]> {
	const { writes } = bench.scale;
	await bench.seed('smartlead', 0);
	const requestsPerMinute = (limit.requests * 60_000) / limit.windowMs;
	const task = bench.task('smartlead', 'loopback', { count: writes, requestsPerMinute });
	let requests: Array<{ status: number }> = [];
	let refused = 0;
	const { campaignCreate } = await bench.step(
		`Smartlead: ${writes} creations under a limit`,
		async () => {
			return await bench.race(
				{ campaignCreate: task },
				() => writes,
				async () => {
					await bench.control('PUT', '/limits', { smartlead: limit });
					// What the run before it sent counts for that one.
					await sleep(2 * limit.windowMs);
				},
				async () => {
					requests = await bench.control('GET', '/requests?provider=smartlead');
					refused += requests.filter(({ status }) => status === 429).length;
				},
			);
		},
	);
	await bench.control('PUT', '/limits', { smartlead: null });
	// The fastest that the limit allows: all of each window at its very start.
	const idealMs = (Math.ceil(requests.length / limit.requests) - 1) * limit.windowMs;
	const every = `${limit.requests} requests in ${limit.windowMs / 1_000} s`;
	return [
		{
			what: `${writes} creations under an enforced limit of ${every} (Smartlead): share of the rate`,
			ours: {
				name: 'Create',
				unit: 'of the rate',
				samples: campaignCreate.map((sample) => idealMs / sample.ms),
			},
			target: atLeast(0.95),
		},
		{
			what: `The same: refusals with 429 in all ${bench.scale.runs + 1} runs`,
			ours: { name: 'Create', unit: 'refusals', samples: [refused] },
			target: atMost(0),
		},
	];
}
