import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { rootFolder } from './folders.mts';
import { isObject } from './json.mts';

/** The variables that a child process inherits. The caller's N8N_*, DB_* and NODE_ENV must not reach n8n. */
const INHERITED =
	/^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_.*|TZ|TMPDIR|TEMP|TMP|SystemRoot|ComSpec|PATHEXT|USERPROFILE|APPDATA|LOCALAPPDATA)$/i;

/**
 * The environment of a child process: only the variables that the operating system needs.
 *
 * @param extra variables to add or replace
 */
export function cleanEnvironment(extra: Record<string, string> = {}): Record<string, string> {
	const env: Record<string, string> = {};
	for (const [name, value] of Object.entries(process.env)) {
		if (value !== undefined && INHERITED.test(name)) env[name] = value;
	}
	return { ...env, ...extra };
}

/**
 * The path of Node.js 24, which n8n needs: the one in node_modules, or the running one if it is new enough.
 *
 * @throws Error that says how to install it
 */
export function node24(): string {
	const name = process.platform === 'win32' ? 'node.exe' : 'node';
	const own = join(rootFolder, 'node_modules', 'node', 'bin', name);
	if (existsSync(own)) return own;
	if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
	throw new Error('Node.js 24 is not installed. Run "node sandbox/install.mjs --n8n" first.');
}

/** The last `count` lines of a text file; empty if there is no such file. */
export function lastLines(file: string, count: number): string[] {
	if (!existsSync(file)) return [];
	return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count);
}

/**
 * Runs npm on Node.js 24 and waits until it ends.
 *
 * @param args npm's arguments
 * @param cwd npm's working folder
 * @param logFile file for stdout and stderr; overwritten
 * @throws Error with the command, its last lines of output and the log file, if the exit code is not 0
 */
export async function runNpm(args: string[], cwd: string, logFile: string): Promise<void> {
	mkdirSync(dirname(logFile), { recursive: true });
	const path = [dirname(node24()), process.env.PATH ?? ''].join(delimiter);
	const log = openSync(logFile, 'w');
	const child = spawn('npm', args, {
		cwd,
		env: cleanEnvironment({
			PATH: path,
			npm_config_audit: 'false',
			npm_config_fund: 'false',
			npm_config_update_notifier: 'false',
		}),
		// Windows can only start npm.cmd through a shell.
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
		throw new Error(`"npm ${args.join(' ')}" failed with code ${code}:\n${tail}\nLog: ${logFile}`);
	}
}

/**
 * Starts a program in its own process group, so that signalGroup also reaches the processes it starts.
 *
 * @param options.logFile file to which stdout and stderr are appended
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

/** Sends a signal to a child of startGroup and everything it started. Does nothing if the group has ended. */
export function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
	if (child.pid === undefined) return;
	if (process.platform === 'win32') {
		spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
		return;
	}
	try {
		process.kill(-child.pid, signal);
	} catch (error) {
		// Not "instanceof Error": within Jest, the error is from another realm.
		if (!isObject(error) || error.code !== 'ESRCH') throw error;
	}
}
