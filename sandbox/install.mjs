/**
 * Installs everything for development, from the lock files alone:
 *
 *     node sandbox/install.mjs          the package's own tools, and Node 24 as node_modules/.bin/node
 *     node sandbox/install.mjs --n8n    also the pinned n8n in sandbox/n8n, with its SQLite driver
 *     node sandbox/install.mjs ... PROGRAM [ARGUMENT ...]    then runs a program with Node 24
 *
 * Skips what is already installed. Exit code 0 on success; 1 with a message on failure.
 *
 * Plain JavaScript without dependencies, because it runs on Node.js 20 before anything is installed.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { InstallFailure } from './install/failures.mjs';
import { binFolder, n8nFolder, root } from './install/paths.mjs';
import { buildSqlite, checkTools, installFolder, installNode24 } from './install/steps.mjs';

/**
 * Runs a program with the installed Node 24 and exits with its code. A second `node` in the same package script would
 * not work: the shell remembers the path of the first one.
 */
async function runProgram(args) {
	const child = spawn(join(binFolder, 'node'), args, {
		stdio: 'inherit',
		shell: process.platform === 'win32',
	});
	// A terminal sends Ctrl-C to both processes, but only this one receives SIGTERM.
	for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => {});
	process.on('SIGTERM', () => child.kill('SIGTERM'));
	// npm's shell does not forward SIGTERM: it ends, and this process gets another parent.
	const parent = process.ppid;
	setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref();
	process.exitCode = await new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', (code) => resolve(code ?? 1));
	});
}

async function main(args) {
	const programIndex = args.findIndex((arg) => !arg.startsWith('--'));
	const options = programIndex === -1 ? args : args.slice(0, programIndex);
	const unknown = options.filter((arg) => arg !== '--n8n');
	if (unknown.length > 0)
		throw new InstallFailure(
			`Unknown option ${unknown.join(' ')}. Usage: node sandbox/install.mjs [--n8n] [PROGRAM [ARGUMENT ...]]`,
		);
	checkTools();
	await installFolder(root, 'the development tools', 'install-tools', ['--legacy-peer-deps']);
	await installNode24();
	if (options.includes('--n8n')) {
		await installFolder(n8nFolder, 'n8n (2.2 GB, takes some minutes)', 'install-n8n', [
			'--legacy-peer-deps',
		]);
		await buildSqlite();
	}
	if (programIndex !== -1) await runProgram(args.slice(programIndex));
}

try {
	await main(process.argv.slice(2));
} catch (error) {
	if (!(error instanceof InstallFailure)) throw error;
	console.error(error.message);
	process.exitCode = 1;
}
