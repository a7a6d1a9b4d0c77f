/**
 * `npm run bench`: measures the time and memory that users pay for, against what they would use instead. This is a
 * report, not a test: its exit code does not depend on the figures. Options: `--runs N`, `--json` (print only JSON),
 * `--write` (update the table in docs/performance.md), `--only CASE,...` and `--smoke` (tiny sizes, to test that it
 * runs).
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { providerIds } from '../sandbox/api/service.mts';
import { rootFolder } from '../sandbox/n8n/folders.mts';
import { packPackage } from '../sandbox/n8n/package.mts';
import { withProgress } from '../sandbox/n8n/progress.mts';
import { Bench, type Scale, type Step } from './bench.mts';
import { createUnderLimit, statusChanges } from './cases/changes.mts';
import { leads } from './cases/leads.mts';
import { lists } from './cases/lists.mts';
import { loading } from './cases/loading.mts';
import { memory } from './cases/memory.mts';
import { polls } from './cases/polls.mts';
import { asText, load, machine, type Report, withReport } from './report.mts';
import { evaluate, type ReportRow } from './reportRow.mts';

const cases: Record<string, (bench: Bench) => Promise<ReportRow[]>> = {
	lists,
	polls,
	changes: statusChanges,
	rate: createUnderLimit,
	memory,
	leads,
	loading,
};

const full: Omit<Scale, 'runs'> = {
	listProviders: ['rapidPro', 'smartlead'],
	pollProviders: providerIds,
	sizes: [1_000, 10_000, 100_000],
	typicalSize: 10_000,
	largestSize: 100_000,
	statusChanges: 500,
	concurrencies: [5, 20],
	creations: 300,
	leads: 20_000,
	latencyMs: 50,
};
const smoke: Omit<Scale, 'runs'> = {
	listProviders: ['rapidPro'],
	pollProviders: ['rapidPro'],
	sizes: [10, 300],
	typicalSize: 10,
	largestSize: 300,
	statusChanges: 2,
	concurrencies: [2],
	creations: 2,
	leads: 10,
	latencyMs: 2,
};

const { values } = parseArgs({
	options: {
		runs: { type: 'string', default: '7' },
		json: { type: 'boolean', default: false },
		write: { type: 'boolean', default: false },
		smoke: { type: 'boolean', default: false },
		only: { type: 'string', default: Object.keys(cases).join(',') },
	},
});
const runs = values.smoke ? 1 : Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs: use a whole number from 1.');
const selected = values.only.split(',');
const unknown = selected.filter((name) => !Object.hasOwn(cases, name));
if (unknown.length > 0)
	throw new Error(`--only ${unknown.join(',')}: the cases are ${Object.keys(cases).join(', ')}.`);

const scale: Scale = { runs, ...(values.smoke ? smoke : full) };
const step: Step = values.json ? async (_text, work) => await work() : withProgress;
await step('Building the package', packPackage);
const loadBefore = load();
const bench = await Bench.open(scale, step);
const rows: ReportRow[] = [];
try {
	for (const name of selected) rows.push(...((await cases[name]?.(bench)) ?? []));
} finally {
	await bench.close();
}
const report: Report = {
	machine: machine(),
	load: [loadBefore, load()],
	runs,
	rows: rows.map(evaluate),
};
console.log(values.json ? JSON.stringify(report, null, '\t') : asText(report));
if (values.write) {
	const path = join(rootFolder, 'docs', 'performance.md');
	await writeFile(path, withReport(await readFile(path, 'utf8'), report));
}
