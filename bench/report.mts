import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import Table from 'cli-table3';
import { node24 } from '../sandbox/n8n/processes.mts';
import type { EvaluatedRow, Figure } from './reportRow.mts';
import { median, quantile } from './statistics.mts';

/** The results of a benchmark run. */
export interface Report {
	machine: string;
	/** The machine's load average before the first case and after the last one. */
	load: [number, number];
	runs: number;
	rows: EvaluatedRow[];
}

/** Describes the processor, memory and Node.js of this machine. */
export function machine(): string {
	const [first] = cpus();
	const version = execFileSync(node24(), ['--version'], { encoding: 'utf8' }).trim();
	const memory = Math.round(totalmem() / 1024 ** 3);
	return `${cpus().length} cores (${first?.model.trim() ?? 'unknown'}), ${memory} GB, Node.js ${version}`;
}

/** The machine's load average of the last minute. */
export const load = (): number => loadavg()[0] ?? Number.NaN;

const head = ['Case', 'Measured', 'Baseline', 'Ratio', 'Target', 'Met'];

function cells({
	title,
	ours,
	baseline,
	value,
	quartiles,
	target,
	meetsTarget,
}: EvaluatedRow): string[] {
	return [
		title,
		figureText(ours),
		baseline === undefined ? '' : figureText(baseline),
		baseline === undefined ? '' : `${short(value)} ${range(...quartiles)}`,
		target === undefined ? '' : `${target.bound} ${target.value}`,
		meetsTarget === undefined ? '' : meetsTarget ? 'yes' : 'MISSED',
	];
}

/** The median of the samples, and their quartiles if there are several. */
function figureText({ name, unit, samples }: Figure): string {
	const quartiles =
		samples.length < 2 ? '' : ` ${range(quantile(samples, 0.25), quantile(samples, 0.75))}`;
	return `${name}: ${short(median(samples))}${quartiles} ${unit}`;
}

function range(low: number, high: number): string {
	return `(${short(low)} to ${short(high)})`;
}

/** Formats a number with three significant digits. */
function short(value: number): string {
	const rounded = Number(value.toPrecision(3));
	return rounded >= 1_000 ? Math.round(value).toLocaleString('en-US') : String(rounded);
}

function heading({ machine: where, load: [before, after], runs }: Report): string {
	return [
		`${runs} runs of each, in turn, on ${where}.`,
		`Load average ${before.toFixed(1)} before, ${after.toFixed(1)} after.`,
		'Each figure is the median, with the quartiles in brackets.',
		'Each ratio compares two runs that followed one another.',
	].join(' ');
}

/** Formats the report for a terminal. */
export function asText(report: Report): string {
	const table = new Table({
		head,
		colWidths: [34, 30, 30, 18, 14, 8],
		wordWrap: true,
		style: { head: [], border: [] },
	});
	for (const row of report.rows) table.push(cells(row));
	return `${table.toString()}\n${heading(report)}`;
}

function asMarkdown(report: Report): string {
	const tableRow = (values: string[]) => `| ${values.join(' | ')} |`;
	return [heading(report), '', tableRow(head), tableRow(head.map(() => '---'))]
		.concat(report.rows.map((row) => tableRow(cells(row))))
		.join('\n');
}

const begin = '<!-- measured: begin (written by npm run bench -- --write) -->';
const end = '<!-- measured: end -->';

/**
 * Replaces the text between a document's two markers with the report.
 *
 * @throws Error if the markers are missing
 */
export function withReport(document: string, report: Report): string {
	const from = document.indexOf(begin);
	const to = document.indexOf(end);
	if (from === -1 || to < from) {
		throw new Error('docs/performance.md does not have the markers of the table.');
	}
	return `${document.slice(0, from + begin.length)}\n\n${asMarkdown(report)}\n\n${document.slice(to)}`;
}
