import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import Table from 'cli-table3';
import { node24 } from '../sandbox/n8n/processes.mts';
import type { Figure, Judged } from './reportRow.mts';
import { median, quantile } from './statistics.mts';

/** All that a run of the benchmark came to. */
export interface Report {
	machine: string;
	/** Load of the machine before the first and after the last case: processes that wanted a core. */
	load: [number, number];
	runs: number;
	lines: Judged[];
}

/** The processor, memory and Node.js that were measured with. */
export function machine(): string {
	const [first] = cpus();
	const version = execFileSync(node24(), ['--version'], { encoding: 'utf8' }).trim();
	const memory = Math.round(totalmem() / 1024 ** 3);
	return `${cpus().length} cores (${first?.model.trim() ?? 'unknown'}), ${memory} GB, Node.js ${version}`;
}

/** How many processes wanted a core in the last minute. */
export const load = (): number => loadavg()[0] ?? Number.NaN;

const head = ['Case', 'Measured', 'Baseline', 'Ratio', 'To reach', ''];

function cells({ what, ours, baseline, value, spread, target, isMet }: Judged): string[] {
	return [
		what,
		figure(ours),
		baseline === undefined ? '' : figure(baseline),
		baseline === undefined ? '' : `${short(value)} (${short(spread[0])} to ${short(spread[1])})`,
		target === undefined ? '' : `${target.is} ${target.value}`,
		isMet === undefined ? '' : isMet ? 'yes' : 'MISSED',
	];
}

/** Median and the middle half of the samples. */
function figure({ name, unit, samples }: Figure): string {
	const spread =
		samples.length < 2
			? ''
			: ` (${short(quantile(samples, 0.25))} to ${short(quantile(samples, 0.75))})`;
	return `${name}: ${short(median(samples))}${spread} ${unit}`;
}

/** Three digits that count. */
function short(value: number): string {
	const rounded = Number(value.toPrecision(3));
	return rounded >= 1_000 ? Math.round(value).toLocaleString('en-US') : String(rounded);
}

function heading({ machine: where, load: [before, after], runs }: Report): string {
	return `${runs} runs of each, in turn, on ${where}; load ${before.toFixed(1)} before, ${after.toFixed(1)} after. In brackets the middle half of the runs; ratios are of runs that followed each other.`;
}

/** The report for a terminal. */
export function asText(report: Report): string {
	const table = new Table({
		head,
		colWidths: [34, 30, 30, 18, 14, 8],
		wordWrap: true,
		style: { head: [], border: [] },
	});
	for (const line of report.lines) table.push(cells(line));
	return `${table.toString()}\n${heading(report)}`;
}

/** The report as Markdown. */
export function asMarkdown(report: Report): string {
	const row = (each: string[]) => `| ${each.join(' | ')} |`;
	return [heading(report), '', row(head), row(head.map(() => '---'))]
		.concat(report.lines.map((line) => row(cells(line))))
		.join('\n');
}

const begin = '<!-- measured: begin (written by npm run bench -- --write) -->';
const end = '<!-- measured: end -->';

/**
 * A document with this report between its two marks.
 *
 * @throws Error when the marks are not there
 */
export function withReport(document: string, report: Report): string {
	const from = document.indexOf(begin);
	const to = document.indexOf(end);
	if (from === -1 || to < from) throw new Error('docs/performance.md lacks the marks of the table');
	return `${document.slice(0, from + begin.length)}\n\n${asMarkdown(report)}\n\n${document.slice(to)}`;
}
