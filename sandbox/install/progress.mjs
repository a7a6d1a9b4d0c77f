/**
 * Shows that a long step is running: a spinner on a terminal, otherwise a line now and then.
 *
 * @param text what the step does
 * @returns a function that ends it, with whether the step succeeded
 */
export function startProgress(text) {
	const isTerminal = process.stdout.isTTY === true;
	const started = Date.now();
	const withTime = () => `${text} (${Math.round((Date.now() - started) / 1000)} s)`;
	const frames = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
	let frame = 0;
	if (!isTerminal) console.log(`${text} ...`);
	const timer = setInterval(
		() => {
			if (isTerminal) process.stdout.write(`\r${frames[frame++ % frames.length]} ${withTime()} `);
			else console.log(`  still running: ${withTime()}`);
		},
		isTerminal ? 120 : 20_000,
	);
	return (succeeded) => {
		clearInterval(timer);
		const line = `${succeeded ? '✔' : '✖'} ${withTime()}`;
		console.log(isTerminal ? `\r\u001b[K${line}` : line);
	};
}
