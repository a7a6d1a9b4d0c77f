import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Report } from '../../bench/report.mts';
import { rootFolder } from '../../sandbox/n8n/folders.mts';
import { node24, cleanEnvironment } from '../../sandbox/n8n/processes.mts';

it('runs every benchmark, each next to a baseline', async () => {
	const args = [join(rootFolder, 'bench', 'main.mts'), '--smoke', '--json'];
	const options = { env: cleanEnvironment(), maxBuffer: 10_000_000 };
	const { stdout } = await promisify(execFile)(node24(), args, options);
	const { rows }: Report = JSON.parse(stdout);
	const figures = rows.flatMap(({ ours, baseline }) => [ours, baseline ?? ours]);
	expect(figures.filter(({ samples }) => !samples.every(Number.isFinite))).toEqual([]);
	expect(new Set(figures.map(({ name }) => name))).toEqual(
		new Set([
			'10 leads',
			'20 leads',
			'Change Status',
			'Create',
			'Get Many',
			'HTTP Request + Split Out',
			'HubSpot',
			'Lemlist',
			'Mailchimp',
			'axios loop',
			'axios, the same requests',
			'each campaign',
			'npm pack',
			'n8n’s HTTP helper alone',
			'poll, nothing new',
			'poll, one changed',
			'this package',
		]),
	);
	// No write was lost: the sandbox would have refused requests that come too fast.
	expect(rows.find(({ ours }) => ours.unit === 'refusals')?.value).toBe(0);
}, 600_000);
