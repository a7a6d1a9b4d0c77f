import ora from 'ora';

/**
 * Runs a long step and shows its progress: a spinner with the elapsed seconds on a terminal, otherwise a line at the
 * start and at the end.
 *
 * @param text what the step does
 * @returns the result of `work`; its error passes through
 */
export async function withProgress<T>(text: string, work: () => Promise<T>): Promise<T> {
	const started = Date.now();
	const withTime = () => `${text} (${Math.round((Date.now() - started) / 1000)} s)`;
	// On a terminal without a width, ora never stops clearing lines.
	const isTerminal = process.stdout.isTTY === true && process.stdout.columns > 0;
	const spinner = isTerminal ? ora({ text, stream: process.stdout }).start() : undefined;
	if (spinner === undefined) console.log(`${text} ...`);
	const timer = setInterval(() => {
		if (spinner !== undefined) spinner.text = withTime();
	}, 1_000);
	try {
		const result = await work();
		if (spinner !== undefined) spinner.succeed(withTime());
		else console.log(`✔ ${withTime()}`);
		return result;
	} catch (error) {
		if (spinner !== undefined) spinner.fail(withTime());
		else console.log(`✖ ${withTime()}`);
		throw error;
	} finally {
		clearInterval(timer);
	}
}
