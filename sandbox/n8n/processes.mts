import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { rootFolder } from './folders.mts';
import { isObject } from './json.mts';

/** Variables a child may see of the caller's environment; n8n must not read the caller's N8N_*, DB_* or NODE_ENV. */
const INHERITED =
	/^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_.*|TZ|TMPDIR|TEMP|TMP|SystemRoot|ComSpec|PATHEXT|USERPROFILE|APPDATA|LOCALAPPDATA)$/i;

/**
 * The environment for a child process: what an operating system needs, and `extra` on top.
 *
 * @param extra variables to add or replace
 */
export function plainEnvironment(extra: Record<string, string> = {}): Record<string, string> {
	const env: Record<string, string> = {};
	for (const [name, value] of Object.entries(process.env)) {
		if (value !== undefined && INHERITED.test(name)) env[name] = value;
	}
	return { ...env, ...extra };
}

/**
 * The Node.js 24 program that n8n needs: the checkout's own, or the running one when that is new enough.
 * Throws an Error that says how to get it.
 */
export function node24(): string {
	const name = process.platform === 'win32' ? 'node.exe' : 'node';
	const own = join(rootFolder, 'node_modules', 'node', 'bin', name);
	if (existsSync(own)) return own;
	if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
	throw new Error('Node.js 24 is not here yet: run "node sandbox/install.mjs --n8n" first.');
}

/** The last `count` lines of a text file; none when there is no such file. */
export function lastLines(file: string, count: number): string[] {
	if (!existsSync(file)) return [];
	return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count);
}

/**
 * Runs npm to its end, on Node.js 24, its output in a log file.
 *
 * @param args npm's arguments
 * @param cwd the folder npm works in
 * @param logFile file to write stdout and stderr to; overwritten
 * @returns what npm printed (stdout and stderr)
 * @throws Error naming the command, its last lines and the log, when npm ends with another code than 0
 */
export async function runNpm(args: string[], cwd: string, logFile: string): Promise<string> {
	mkdirSync(dirname(logFile), { recursive: true });
	const path = [dirname(node24()), process.env.PATH ?? ''].join(delimiter);
	const log = openSync(logFile, 'w');
	const child = spawn('npm', args, {
		cwd,
		env: plainEnvironment({
			PATH: path,
			npm_config_audit: 'false',
			npm_config_fund: 'false',
			npm_config_update_notifier: 'false',
		}),
		// Windows starts npm.cmd through a shell only.
		shell: process.platform === 'win32',
		stdio: ['ignore', log, log],
	});
	const code = await new Promise<number>((resolve) => {
		child.once('error', () => resolve(127));
		child.once('close', (exitCode) => resolve(exitCode ?? 1));
	});
	closeSync(log);
	if (code !== 0) {
		const tail = lastLines(logFile, 12).join('\n');
		throw new Error(`"npm ${args.join(' ')}" ended with code ${code}:\n${tail}\nLog: ${logFile}`);
	}
	return readFileSync(logFile, 'utf8');
}

/**
 * Starts `program` as the head of a process group of its own, so that signalGroup reaches what it starts in turn.
 *
 * @param logFile file that stdout and stderr are appended to
 */
export function startGroup(
	program: string,
	args: string[],
	options: { cwd: string; env: Record<string, string>; logFile: string },
): ChildProcess {
	const log = openSync(options.logFile, 'a');
	const child = spawn(program, args, {
		cwd: options.cwd,
		env: options.env,
		detached: process.platform !== 'win32',
		stdio: ['ignore', log, log],
	});
	closeSync(log);
	return child;
}

/** Sends `signal` to a child of startGroup and everything it started; a group that is gone is no error. */
export function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
	if (child.pid === undefined) return;
	if (process.platform === 'win32') {
		spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
		return;
	}
	try {
		process.kill(-child.pid, signal);
	} catch (error) {
		// Not "instanceof Error": inside Jest it is another realm's.
		if (!isObject(error) || error.code !== 'ESRCH') throw error;
	}
}
