/**
 * Makes the checkout's development set complete, from the lock files alone:
 *
 *     node sandbox/install.mjs          the package's own tools, and Node 24 as node_modules/.bin/node
 *     node sandbox/install.mjs --n8n    also the pinned n8n in sandbox/n8n, with its SQLite driver
 *     node sandbox/install.mjs ... PROGRAM [ARGUMENT ...]    and then runs a program with Node 24
 *
 * Plain JavaScript without a library, because it runs before anything is installed, on Node 20 or later.
 * What is there and up to date is left alone. Exit code 0 when everything is there, 1 with one sentence when not.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	existsSync,
	mkdirSync,
	openSync,
	closeSync,
	readFileSync,
	realpathSync,
	writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const n8nFolder = join(root, 'sandbox', 'n8n');
const logFolder = join(root, '.sandbox', 'logs');
const binFolder = join(root, 'node_modules', '.bin');
const isTerminal = process.stdout.isTTY === true;

/** An expected failure: its message is a sentence for the person at the terminal. */
class InstallFailure extends Error {}

/** The major number of a version such as `v24.1.0` or `11.2.0`; 0 when there is none. */
function majorOf(version) {
	return Number(/^v?(\d+)\./.exec(version.trim())?.[1] ?? 0);
}

/**
 * The environment npm runs in. What an outer `npm start` set for its own folder must not reach an npm that works in
 * another one, and this checkout's `.bin` must not supply the `node` npm runs on: `npm ci` deletes it first.
 */
function npmEnvironment(extra = {}, firstOnPath = []) {
	const env = {};
	for (const [name, value] of Object.entries(process.env)) {
		if (/^npm_(package|lifecycle)_|^npm_config_(local_|global_)?prefix$|^INIT_CWD$/i.test(name))
			continue;
		env[name] = value;
	}
	const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
	const folders = (env[pathName] ?? '').split(delimiter).filter((folder) => folder !== binFolder);
	env[pathName] = [...firstOnPath, ...folders].join(delimiter);
	return {
		...env,
		npm_config_audit: 'false',
		npm_config_fund: 'false',
		npm_config_update_notifier: 'false',
		npm_config_progress: 'false',
		// npm's own pauses make a person without network wait for more than a minute.
		npm_config_fetch_retries: '3',
		npm_config_fetch_retry_mintimeout: '1000',
		npm_config_fetch_retry_maxtimeout: '10000',
		...extra,
	};
}

/** Shows that a long step moves: a turning sign on a terminal, a plain line now and then elsewhere. */
function startProgress(text) {
	const started = Date.now();
	const seconds = () => Math.round((Date.now() - started) / 1000);
	const signs = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
	let turn = 0;
	if (!isTerminal) console.log(`${text} ...`);
	const timer = setInterval(
		() => {
			if (isTerminal)
				process.stdout.write(`\r${signs[turn++ % signs.length]} ${text} (${seconds()} s) `);
			else console.log(`  still: ${text} (${seconds()} s)`);
		},
		isTerminal ? 120 : 20_000,
	);
	return (good) => {
		clearInterval(timer);
		const line = `${good ? '✔' : '✖'} ${text} (${seconds()} s)`;
		console.log(isTerminal ? `\r\u001b[K${line}` : line);
	};
}

/** Runs one npm command in `cwd`, its output in a log file. Resolves with the exit code and that output. */
async function npm(text, logName, cwd, args, env) {
	mkdirSync(logFolder, { recursive: true });
	const logFile = join(logFolder, `${logName}.log`);
	const log = openSync(logFile, 'w');
	const finish = startProgress(text);
	// Windows starts npm.cmd through a shell only.
	const shell = process.platform === 'win32';
	const child = spawn('npm', args, { cwd, env, shell, stdio: ['ignore', log, log] });
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

/** The names among `commands` that cannot be started here. */
function missingCommands(commands) {
	return commands.filter((command) => spawnSync(command, ['--version']).error !== undefined);
}

/** One sentence saying what to do about a failed npm run. */
function explain(step, { code, output, logFile }) {
	const where = `The full log is in ${relative(process.cwd(), logFile) || logFile}.`;
	if (code === 130) return `${step} was interrupted; run the same command again.`;
	if (code === 127)
		return `${step} could not start npm: install Node.js with npm, and try again. ${where}`;
	if (/ENOSPC|no space left/i.test(output))
		return `${step} ran out of disk space: free about 5 GB (n8n alone takes 2.2 GB), then try again. ${where}`;
	if (/EACCES|EPERM|EROFS/.test(output))
		return `${step} may not write here: give this user the right to write to ${root} and to npm's cache, then try again. ${where}`;
	if (
		/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/.test(
			output,
		)
	)
		return `${step} could not reach the npm registry: check the network (and npm's proxy setting, if you use one), then try again. ${where}`;
	if (/SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|CERT_/.test(output))
		return `${step} does not trust the npm registry's certificate: set NODE_EXTRA_CA_CERTS to your company's root certificate, then try again. ${where}`;
	if (/EUSAGE|in sync/.test(output))
		return `${step} found that package.json and package-lock.json do not belong together: restore both from the repository, then try again. ${where}`;
	if (/EINTEGRITY/.test(output))
		return `${step} got a damaged download: run "npm cache verify", then try again. ${where}`;
	if (/E404|ETARGET/.test(output))
		return `${step} asked the npm registry for a version it does not have: check which registry "npm config get registry" names, then try again. ${where}`;
	return `${step} did not work (npm ended with code ${code}). ${where}`;
}

/** What to say when SQLite's driver could not be compiled. */
function explainCompile(result) {
	const isMac = process.platform === 'darwin';
	const missing = missingCommands([isMac ? 'clang++' : 'g++', 'make', 'python3']);
	if (missing.length === 0 || result.code === 130) {
		return explain("Building n8n's SQLite driver", result);
	}
	const howTo = isMac
		? 'run "xcode-select --install"'
		: 'on Debian or Ubuntu run "sudo apt-get install g++ make python3"';
	const where = relative(process.cwd(), result.logFile);
	return `Building n8n's SQLite driver needs ${missing.join(', ')}: ${howTo}, then try again. The full log is in ${where}.`;
}

/** What the lock file stands for, as one word: another lock or another kind of machine needs another install. */
function lockHash(folder) {
	const lock = readFileSync(join(folder, 'package-lock.json'));
	return createHash('sha256')
		.update(lock)
		.update(process.platform)
		.update(process.arch)
		.digest('hex');
}

/** Whether npm's own record of what it installed holds every package of the lock file, for installs made by hand. */
function holdsWhatTheLockSays(folder) {
	const record = join(folder, 'node_modules', '.package-lock.json');
	if (!existsSync(record)) return false;
	const installed = JSON.parse(readFileSync(record, 'utf8')).packages ?? {};
	const locked = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages ?? {};
	return Object.entries(locked).every(
		([path, { version, optional, devOptional, peer, extraneous }]) =>
			path === '' ||
			optional ||
			devOptional ||
			peer ||
			extraneous ||
			installed[path]?.version === version,
	);
}

/** `npm ci` in `folder`, unless its node_modules was installed from exactly this lock file. */
async function installFolder(folder, name, logName, options) {
	const stamp = join(folder, 'node_modules', '.install-stamp');
	const wanted = lockHash(folder);
	if (existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === wanted) return;
	if (existsSync(stamp) || !holdsWhatTheLockSays(folder)) {
		const result = await npm(
			`Installing ${name}`,
			logName,
			folder,
			['ci', '--ignore-scripts', ...options],
			npmEnvironment(),
		);
		if (result.code !== 0) throw new InstallFailure(explain(`Installing ${name}`, result));
	}
	writeFileSync(stamp, `${wanted}\n`);
}

/** Whether `program` runs and says it is Node.js 24 or later. */
function isNode24(program) {
	const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
	return majorOf(stdout ?? '') >= 24;
}

/** Puts Node 24 at node_modules/.bin/node: the npm package `node` fetches the binary in its install script. */
async function installNode24() {
	const program = join(binFolder, process.platform === 'win32' ? 'node.cmd' : 'node');
	const runs = () =>
		existsSync(program) &&
		isNode24(process.platform === 'win32' ? join(root, 'node_modules/node/bin/node.exe') : program);
	if (runs()) return;
	const result = await npm(
		'Bringing Node 24',
		'install-node',
		root,
		['rebuild', 'node', '--ignore-scripts=false'],
		npmEnvironment(),
	);
	if (result.code !== 0 || !runs()) throw new InstallFailure(explain('Bringing Node 24', result));
}

/**
 * The folder of the Node 24 binary's own package when it carries the C headers, so that node-gyp need not download
 * them. `node` names that package after the platform (see its installArchSpecificPackage.js).
 */
function node24Headers() {
	const { platform, arch } = process;
	const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
	const name = [prefix, platform === 'win32' ? 'win' : platform, arch].join('-');
	const folders = [
		join(root, 'node_modules', 'node', 'node_modules', name),
		join(root, 'node_modules', name),
	];
	const folder = folders.find((it) => existsSync(join(it, 'include', 'node', 'node.h')));
	return folder === undefined ? undefined : realpathSync(folder);
}

/** Whether n8n's SQLite driver loads in Node 24; a driver built for another Node.js can crash it. */
function sqliteLoads() {
	const driver = createRequire(join(n8nFolder, 'package.json')).resolve('sqlite3');
	const node =
		process.platform === 'win32' ? 'node_modules/node/bin/node.exe' : 'node_modules/.bin/node';
	return spawnSync(join(root, node), ['-e', 'require(process.argv[1])', driver]).status === 0;
}

/** Builds n8n's SQLite driver (or fetches it prebuilt, where that can be downloaded), unless it is there. */
async function buildSqlite() {
	if (sqliteLoads()) return;
	const headers = node24Headers();
	const result = await npm(
		"Building n8n's SQLite driver",
		'build-sqlite',
		n8nFolder,
		// Not in the foreground, npm would keep the compiler's words from the log.
		['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'],
		npmEnvironment(headers === undefined ? {} : { npm_config_nodedir: headers }, [binFolder]),
	);
	if (result.code !== 0) throw new InstallFailure(explainCompile(result));
	if (!sqliteLoads())
		throw new InstallFailure(
			`n8n's SQLite driver was built, but does not load: remove sandbox/n8n/node_modules and try again. The full log is in ${relative(process.cwd(), result.logFile)}.`,
		);
}

/** Refuses a Node.js or an npm that is too old to read these lock files. */
function checkTools() {
	if (majorOf(process.version) < 20)
		throw new InstallFailure(
			`Node.js ${process.version} is too old to start from: install Node.js 20 or later, then try again.`,
		);
	const { stdout, error } = spawnSync('npm', ['--version'], {
		encoding: 'utf8',
		env: npmEnvironment(),
		shell: process.platform === 'win32',
	});
	if (error !== undefined || !stdout)
		throw new InstallFailure('npm was not found: install Node.js with npm, then try again.');
	if (majorOf(stdout) < 10)
		throw new InstallFailure(
			`npm ${stdout.trim()} is too old: run "npm install --global npm@11", then try again.`,
		);
}

/**
 * Runs a program with the Node 24 that is now there, in the foreground, and ends as it ends. A second `node` in the
 * same line of a package script would not do: the shell remembers where it found the first.
 */
async function runProgram(args) {
	const child = spawn(join(binFolder, 'node'), args, {
		stdio: 'inherit',
		shell: process.platform === 'win32',
	});
	// A terminal gives Ctrl-C to both; SIGTERM comes to this one alone.
	for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => {});
	process.on('SIGTERM', () => child.kill('SIGTERM'));
	// npm's shell does not pass SIGTERM on: it ends, and this process gets another parent.
	const parent = process.ppid;
	setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref();
	process.exitCode = await new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', (code) => resolve(code ?? 1));
	});
}

async function main(args) {
	const first = args.findIndex((arg) => !arg.startsWith('--'));
	const options = first === -1 ? args : args.slice(0, first);
	const unknown = options.filter((arg) => arg !== '--n8n');
	if (unknown.length > 0)
		throw new InstallFailure(
			`Unknown option ${unknown.join(' ')}. Usage: node sandbox/install.mjs [--n8n] [PROGRAM [ARGUMENT ...]]`,
		);
	checkTools();
	await installFolder(root, 'the development tools', 'install-tools', ['--legacy-peer-deps']);
	await installNode24();
	if (options.includes('--n8n')) {
		await installFolder(n8nFolder, 'n8n (2.2 GB, some minutes)', 'install-n8n', [
			'--legacy-peer-deps',
		]);
		await buildSqlite();
	}
	if (first !== -1) await runProgram(args.slice(first));
}

try {
	await main(process.argv.slice(2));
} catch (error) {
	if (!(error instanceof InstallFailure)) throw error;
	console.error(error.message);
	process.exitCode = 1;
}
