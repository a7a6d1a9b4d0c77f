import Table from 'cli-table3';
import { residentBytes } from './memory.mts';
import type { QueueMember } from './queue.mts';
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

/** Formats the processes of n8n's queue mode: how long each took to start, and its memory now. */
export function formatMembers(members: QueueMember[]): string {
	const table = new Table({
		head: ['Process', 'Ready after (s)', 'Memory (MB)', 'Executions'],
		colAligns: ['left', 'right', 'right', 'right'],
		style: { head: [], border: [] },
	});
	for (const { name, readyAfterMs, pid, executions } of members) {
		table.push([
			name,
			readyAfterMs === undefined ? '' : (readyAfterMs / 1000).toFixed(1),
			pid === undefined ? 'stopped' : String(Math.round(residentBytes(pid) / 1e6)),
			executions === undefined ? '' : String(executions),
		]);
	}
	return table.toString();
}
