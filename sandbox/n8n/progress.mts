import ora from 'ora';

/**
 * Does a long step and shows that it moves: a spinner with the seconds on a terminal, a line at its start and its end
 * elsewhere.
 *
 * @param text what is being done
 * @param work does it
 * @returns what `work` resolves with; its error is passed on
 */
export async function step<T>(text: string, work: () => Promise<T>): Promise<T> {
	const started = Date.now();
	const withTime = () => `${text} (${Math.round((Date.now() - started) / 1000)} s)`;
	// A terminal without a width makes ora clear lines for ever.
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
