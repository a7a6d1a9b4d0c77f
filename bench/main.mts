/**
 * `npm run bench`: what users wait and pay for, against what they would use instead. A report, not a test: it ends 0
 * when it ran, whatever it measured. `--runs N`, `--json` (nothing but JSON), `--write` (the table of
 * docs/performance.md), `--only CASE,...` and `--smoke` (tiny sizes: shows that it runs, measures nothing).
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rootFolder } from '../sandbox/n8n/folders.mts';
import { packPackage } from '../sandbox/n8n/package.mts';
import { withProgress } from '../sandbox/n8n/progress.mts';
import { Bench, type Scale } from './bench.mts';
import { changes, rate } from './cases/changes.mts';
import { lists } from './cases/lists.mts';
import { loading } from './cases/loading.mts';
import { memory } from './cases/memory.mts';
import { judge, type Line } from './reportRow.mts';
import { asText, load, machine, type Report, withReport } from './report.mts';

const cases: Record<string, (bench: Bench) => Promise<Line[]>> = {
	lists,
	changes,
	rate,
	memory,
	loading,
};

const full: Omit<Scale, 'runs'> = {
	listed: ['rapidPro', 'smartlead'],
	sizes: [1_000, 10_000, 100_000],
	usual: 10_000,
	large: 100_000,
	changes: 500,
	atOnce: [5, 20],
	writes: 300,
	latencyMs: 50,
};
const smoke: Omit<Scale, 'runs'> = {
	listed: ['rapidPro'],
	sizes: [10, 300],
	usual: 10,
	large: 300,
	changes: 2,
	atOnce: [2],
	writes: 2,
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
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs: give a number from 1.');
const wanted = values.only.split(',');
const unknown = wanted.filter((name) => !Object.hasOwn(cases, name));
if (unknown.length > 0)
	throw new Error(`--only ${unknown.join(',')}: the cases are ${Object.keys(cases).join(', ')}.`);

const scale: Scale = { runs, ...(values.smoke ? smoke : full) };
const showing: typeof withProgress = values.json
	? async (_text, work) => await work()
	: withProgress;
await showing('Building the package', packPackage);
const before = load();
const bench = await Bench.open(scale, showing);
const lines: Line[] = [];
try {
	for (const name of wanted) lines.push(...((await cases[name]?.(bench)) ?? []));
} finally {
	await bench.close();
}
const report: Report = {
	machine: machine(),
	load: [before, load()],
	runs,
	lines: lines.map(judge),
};
console.log(values.json ? JSON.stringify(report, null, '\t') : asText(report));
if (values.write) {
	const path = join(rootFolder, 'docs', 'performance.md');
	await writeFile(path, withReport(await readFile(path, 'utf8'), report));
}
