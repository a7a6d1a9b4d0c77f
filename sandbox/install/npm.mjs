import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { binFolder, logFolder } from './paths.mjs';
import { startProgress } from './progress.mjs';

/**
 * The environment in which npm runs.
 *
 * @param extra variables that take precedence
 * @param firstOnPath folders to put first on the PATH
 */
function npmEnvironment(extra = {}, firstOnPath = []) {
	const env = {};
	for (const [name, value] of Object.entries(process.env)) {
		// An outer `npm start` sets these for its own folder. They must not reach an npm that runs in another folder.
		if (/^npm_(package|lifecycle)_|^npm_config_(local_|global_)?prefix$|^INIT_CWD$/i.test(name))
			continue;
		env[name] = value;
	}
	const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
	// npm must not run on the `node` in node_modules/.bin: `npm ci` deletes it first.
	const folders = (env[pathName] ?? '').split(delimiter).filter((folder) => folder !== binFolder);
	env[pathName] = [...firstOnPath, ...folders].join(delimiter);
	return {
		...env,
		npm_config_audit: 'false',
		npm_config_fund: 'false',
		npm_config_update_notifier: 'false',
		npm_config_progress: 'false',
		// With npm's default pauses, it takes more than a minute to notice that there is no network.
		npm_config_fetch_retries: '3',
		npm_config_fetch_retry_mintimeout: '1000',
		npm_config_fetch_retry_maxtimeout: '10000',
		...extra,
	};
}

/**
 * Runs npm and shows its progress.
 *
 * @param text what the step does
 * @param logName name of the log file, without its extension
 * @param options.env variables that take precedence
 * @param options.firstOnPath folders to put first on the PATH
 * @returns `{ code, logFile, output }`; code 127 means that npm could not be started, 130 that it was interrupted
 */
export async function runNpm(text, logName, cwd, args, { env, firstOnPath } = {}) {
	mkdirSync(logFolder, { recursive: true });
	const logFile = join(logFolder, `${logName}.log`);
	const log = openSync(logFile, 'w');
	const finish = startProgress(text);
	const child = spawn('npm', args, {
		cwd,
		env: npmEnvironment(env, firstOnPath),
		// Windows can only start npm.cmd through a shell.
		shell: process.platform === 'win32',
		stdio: ['ignore', log, log],
	});
	const interrupt = (signal) => child.kill(signal);
	process.once('SIGINT', interrupt);
	process.once('SIGTERM', interrupt);
	const code = await new Promise((resolve) => {
		child.once('error', () => resolve(127));
		child.once('close', (exitCode) => resolve(exitCode ?? 130));
	});
	process.off('SIGINT', interrupt);
	process.off('SIGTERM', interrupt);
	closeSync(log);
	finish(code === 0);
	return { code, logFile, output: readFileSync(logFile, 'utf8') };
}

/** The version of npm, or undefined if there is no npm. */
export function npmVersion() {
	const { stdout, error } = spawnSync('npm', ['--version'], {
		encoding: 'utf8',
		env: npmEnvironment(),
		shell: process.platform === 'win32',
	});
	return error === undefined && stdout ? stdout.trim() : undefined;
}
