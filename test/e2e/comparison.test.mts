import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { n8nFolder, rootFolder } from '../../sandbox/n8n/folders.mts';

const page = readFileSync(join(rootFolder, 'docs', 'comparison.md'), 'utf8');
const nodes = join(n8nFolder, 'node_modules', 'n8n-nodes-base', 'dist', 'nodes');

const columns = ['Campaign', 'Lemlist', 'Mailchimp', 'HubSpot', 'HTTP Request'];

interface Claim {
	file: string;
	holds: boolean;
	words: string;
}

/** The page's claims about files of n8n: "`<file>` holds `<words>`, not `<words>`." */
const claims: Claim[] = [
	...page.matchAll(/`([\w/.]+\.js)` ((?:(?:holds|not) `[^`]+`(?:, )?)+)/g),
].flatMap(([, file = '', list = '']) =>
	[...list.matchAll(/(holds|not) `([^`]+)`/g)].map(([, word, words = '']) => ({
		file,
		holds: word === 'holds',
		words,
	})),
);

/** The tests that the page cites: "`test/<file>` tests `<title>`, tests `<title>`." */
const proofs = [...page.matchAll(/`(test\/[\w/.]+)` (tests `[^`]+`(?:, tests `[^`]+`)*)/g)].flatMap(
	([, file = '', list = '']) =>
		[...list.matchAll(/tests `([^`]+)`/g)].map(([, title = '']) => ({ file, title })),
);

it('cites a source for every cell and every number in the table, with enough claims to check', () => {
	const [table = '', sources = ''] = page.split('## Sources');
	const numbers = new Set([...table.matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number)));
	const listed = [...sources.matchAll(/^(\d+)\./gm)].map(([, number]) => Number(number));
	expect([...numbers].sort((a, b) => a - b)).toEqual(listed);
	expect(claims.length).toBeGreaterThan(30);
	expect(proofs.length).toBeGreaterThan(10);
	const cells = table
		.split('\n')
		.filter((line) => line.startsWith('| '))
		.flatMap((line) => line.slice(1, -2).split(' | ').slice(1));
	expect(cells.filter((cell) => !/\[\d+\]/.test(cell) && !cell.includes('---'))).toEqual(columns);
});

it.each(claims)('$file: holds $words is $holds', ({ file, holds, words }) => {
	const text = readFileSync(join(nodes, file), 'utf8');
	expect(text.toLowerCase().includes(words.toLowerCase())).toBe(holds);
});

it.each(proofs)('$file has the test "$title"', ({ file, title }) => {
	const text = readFileSync(join(rootFolder, file), 'utf8');
	expect(text).toContain(`'${title}'`);
});
