/**
 * A process that does one subject's work whenever it is told to: `worker.mts SUBJECT TASK`, see workers.mts.
 * A fresh one is ready when its modules are loaded; what comes after counts as its memory.
 */
import { subjectOf } from './subjects/index.mts';

const [name = '', task = '{}'] = process.argv.slice(2);
const subject = await subjectOf(name);
globalThis.gc?.();
const { rss } = process.memoryUsage();
const run = await subject(JSON.parse(task));

process.on('message', async () => {
	try {
		const done = await run();
		// maxRSS counts kilobytes.
		const peakBytes = process.resourceUsage().maxRSS * 1024 - rss;
		process.send?.({ ...done, peakBytes });
	} catch (error) {
		console.error(error);
		process.exit(1);
	}
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
