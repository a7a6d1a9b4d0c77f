import { readFileSync } from 'node:fs';
import { createInstrumenter } from '@stryker-mutator/instrumenter';
import { createInjector } from 'typed-inject';

const silent = Object.fromEntries(
	['trace', 'debug', 'info', 'warn', 'error', 'fatal'].map((level) => [level, () => {}]),
);
const logger = { ...silent, isDebugEnabled: () => false };

/**
 * Draws lines with mutants at random, a line with many mutants more often. Testing all mutants takes days, and the share
 * of a sample that is killed tells nearly as much.
 *
 * @param {readonly string[]} files the source files
 * @param {number} size how many lines to draw
 * @param {{ excludedMutations: string[] }} mutator Stryker's setting of this name
 * @returns {Promise<string[]>} the lines, as Stryker's `mutate` takes them
 */
export async function sampleLines(files, size, mutator) {
	const instrumenter = createInjector()
		.provideValue('options', {})
		.provideValue('logger', logger)
		.provideValue('getLogger', () => logger)
		.injectFunction(createInstrumenter);
	const sources = files.map((name) => ({
		name,
		mutate: true,
		content: readFileSync(name, 'utf8'),
	}));
	const { mutants } = await instrumenter.instrument(sources, {
		ignorers: [],
		plugins: null,
		...mutator,
	});
	// A range takes in all mutants inside it: a whole block would bring along those of its lines.
	const lines = mutants
		.filter(({ location: { start, end } }) => start.line === end.line)
		.map(({ fileName, location: { start } }) => `${fileName}:${start.line + 1}-${start.line + 1}`);
	const drawn = new Set();
	while (drawn.size < Math.min(size, new Set(lines).size)) {
		drawn.add(lines[Math.floor(Math.random() * lines.length)]);
	}
	return [...drawn];
}
