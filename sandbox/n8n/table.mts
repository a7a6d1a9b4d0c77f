import Table from 'cli-table3';
import { titleOf } from './sandbox-credentials.mts';
import type { ResultRow } from './tour.mts';

/** Formats rows as a table for a terminal 100 columns wide. A row that did not pass is marked. */
export function formatTable(rows: ResultRow[]): string {
	const table = new Table({
		head: ['Provider', 'Step', 'Result', 'Time (ms)'],
		colWidths: [19, 25, 43, 11],
		colAligns: ['left', 'left', 'left', 'right'],
		wordWrap: true,
		style: { head: [], border: [] },
	});
	for (const { provider, step, result, timeMs, passed } of rows) {
		const time = timeMs === undefined ? '-' : String(timeMs);
		table.push([titleOf(provider), step, passed ? result : `WRONG: ${result}`, time]);
	}
	return table.toString();
}
