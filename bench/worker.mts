/**
 * A process that runs one subject each time it is told to: `worker.mts SUBJECT TASK`, see workerProcess.mts.
 * The memory it uses after it has loaded its modules counts as the subject's.
 */
import { subjectOf } from './subjects/index.mts';

const [name = '', task = '{}'] = process.argv.slice(2);
const subject = await subjectOf(name);
globalThis.gc?.();
const { rss } = process.memoryUsage();
const run = await subject(JSON.parse(task));

process.on('message', async () => {
	try {
		const result = await run();
		// maxRSS is in kilobytes.
		const peakBytes = process.resourceUsage().maxRSS * 1024 - rss;
		process.send?.({ ...result, peakBytes });
	} catch (error) {
		console.error(error);
		process.exit(1);
	}
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
