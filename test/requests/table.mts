import { readFile, writeFile } from 'node:fs/promises';
import Table from 'cli-table3';
import { facts } from '../providers/facts.mts';
import type { Count } from './count.mts';
import type { Work } from './works.mts';

const begin = '<!-- requests: begin (written by npm run requests) -->';
const end = '<!-- requests: end -->';
const columns = ['Work on 500 campaigns', 'Service', '0.1.0', 'Now', 'Writes', 'To reach'];

/** A work and what it took. */
export type CountedWork = readonly [work: Work, count: Count];

function cells([work, { requests, writes }]: CountedWork): string[] {
	return [
		work.title,
		facts[work.provider].displayName,
		work.before.toLocaleString('en'),
		String(requests),
		String(writes),
		`at most ${work.allowed}`,
	];
}

/** The counts as a table for the terminal. */
export function asTable(counted: readonly CountedWork[]): string {
	const table = new Table({ head: columns, style: { head: [], border: [] } });
	table.push(...counted.map(cells));
	return table.toString();
}

/**
 * Replaces the table of a Markdown page.
 *
 * @throws Error when the page lacks the marks around the table
 */
export async function writeTable(page: string, counted: readonly CountedWork[]): Promise<void> {
	const text = await readFile(page, 'utf8');
	const [before, rest] = text.split(begin);
	const after = rest?.split(end)[1];
	if (after === undefined) throw new Error(`${page} lacks the marks around the table.`);
	const rows = [columns, columns.map(() => '---'), ...counted.map(cells)];
	const lines = rows.map((row) => `| ${row.join(' | ')} |`);
	await writeFile(page, `${before}${begin}\n\n${lines.join('\n')}\n\n${end}${after}`);
}
