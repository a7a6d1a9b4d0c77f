import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { n8nFolder, rootFolder } from '../../sandbox/n8n/folders.mts';

const page = readFileSync(join(rootFolder, 'docs', 'comparison.md'), 'utf8');
const nodes = join(n8nFolder, 'node_modules', 'n8n-nodes-base', 'dist', 'nodes');

interface Claim {
	file: string;
	holds: boolean;
	words: string;
}

/** What the page says of files of n8n: "`<file>` holds `<words>`, not `<words>`." */
const claims: Claim[] = [
	...page.matchAll(/`([\w/.]+\.js)` ((?:(?:holds|not) `[^`]+`(?:, )?)+)/g),
].flatMap(([, file = '', list = '']) =>
	[...list.matchAll(/(holds|not) `([^`]+)`/g)].map(([, word, words = '']) => ({
		file,
		holds: word === 'holds',
		words,
	})),
);

it('cites a source for every number in the table, and claims enough to check', () => {
	const [table = '', sources = ''] = page.split('## Sources');
	const numbers = new Set([...table.matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number)));
	const listed = [...sources.matchAll(/^(\d+)\./gm)].map(([, number]) => Number(number));
	expect([...numbers].sort((a, b) => a - b)).toEqual(listed);
	expect(claims.length).toBeGreaterThan(30);
});

it.each(claims)('$file: holds $words is $holds', ({ file, holds, words }) => {
	const text = readFileSync(join(nodes, file), 'utf8');
	expect(text.toLowerCase().includes(words.toLowerCase())).toBe(holds);
});
