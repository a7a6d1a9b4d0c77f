import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../bench.mts';
import { atLeast, atMost, type ReportRow } from '../reportRow.mts';
import { msFigure } from './figures.mts';

/** Measures many status changes on a slow network, against axios making as many at once. */
export async function statusChanges(bench: Bench): Promise<ReportRow[]> {
	const { statusChanges: count, concurrencies, latencyMs } = bench.scale;
	const rows: ReportRow[] = [];
	for (const concurrency of concurrencies) {
		await bench.seed('dailyStory', count);
		const campaigns = await bench.storedCampaigns('dailyStory');
		const ids = campaigns.map(({ campaignId }) => String(campaignId));
		const pauseAll = async () => {
			for (const id of ids) {
				await bench.control('PUT', `/campaigns/dailyStory/${id}`, { status: 'Paused' });
			}
		};
		const task = bench.task('dailyStory', 'slow', { ids, concurrency });
		const tasks = { axiosStatus: task, campaignStatus: task };
		const { axiosStatus, campaignStatus } = await bench.step(
			`DailyStory: ${count} status changes, ${concurrency} at once`,
			async () => await bench.compare(tasks, () => count, { before: pauseAll }),
		);
		rows.push({
			title: `${count} status changes, ${concurrency} at once, ${latencyMs} ms latency (DailyStory)`,
			ours: msFigure('Change Status', campaignStatus),
			baseline: msFigure('axios, the same requests', axiosStatus),
			target: atMost(1.15),
		});
	}
	return rows;
}

const limit = { requests: 40, windowMs: 2_000 };

/** Measures creating campaigns on a service that enforces a rate limit. Each campaign takes two requests. */
export async function createUnderLimit(bench: Bench): Promise<ReportRow[]> {
	const { creations, runs } = bench.scale;
	await bench.seed('smartlead', 0);
	const requestsPerMinute = (limit.requests * 60_000) / limit.windowMs;
	const task = bench.task('smartlead', 'loopback', { count: creations, requestsPerMinute });
	let requests: Array<{ status: number }> = [];
	let refused = 0;
	const hooks = {
		async before() {
			await bench.control('PUT', '/limits', { smartlead: limit });
			// Let the node's own count of the previous run's requests expire.
			await sleep(2 * limit.windowMs);
		},
		async after() {
			requests = await bench.control('GET', '/requests?provider=smartlead');
			refused += requests.filter(({ status }) => status === 429).length;
		},
	};
	const { campaignCreate } = await bench.step(
		`Smartlead: creating ${creations} campaigns under a rate limit`,
		async () => await bench.compare({ campaignCreate: task }, () => creations, hooks),
	);
	await bench.control('PUT', '/limits', { smartlead: null });
	// The shortest time that the limit allows: every window is used up right at its start.
	const idealMs = (Math.ceil(requests.length / limit.requests) - 1) * limit.windowMs;
	const rate = `${limit.requests} requests in ${limit.windowMs / 1_000} s`;
	return [
		{
			title: `Creating ${creations} campaigns under a limit of ${rate} (Smartlead): share of the allowed rate`,
			ours: {
				name: 'Create',
				unit: 'of the rate',
				samples: campaignCreate.map((sample) => idealMs / sample.ms),
			},
			target: atLeast(0.95),
		},
		{
			title: `The same: 429 responses in all ${runs + 1} runs`,
			ours: { name: 'Create', unit: 'refusals', samples: [refused] },
			target: atMost(0),
		},
	];
}
