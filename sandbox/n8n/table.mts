import Table from 'cli-table3';
import { titleOf } from './sandbox-credentials.mts';
import type { Row } from './tour.mts';

/** The rows as a table for a terminal 100 columns wide; a row that is not right is marked. */
export function rowTable(rows: Row[]): string {
	const table = new Table({
		head: ['Provider', 'Verb', 'Result', 'Time (ms)'],
		colWidths: [19, 25, 43, 11],
		colAligns: ['left', 'left', 'left', 'right'],
		wordWrap: true,
		style: { head: [], border: [] },
	});
	for (const { provider, verb, result, timeMs, isRight } of rows) {
		const time = timeMs === undefined ? '-' : String(timeMs);
		table.push([titleOf(provider), verb, isRight ? result : `WRONG: ${result}`, time]);
	}
	return table.toString();
}
