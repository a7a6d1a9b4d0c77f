import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { explain, explainBuild, InstallFailure, logHint } from './failures.mjs';
import { npmVersion, runNpm } from './npm.mjs';
import { binFolder, n8nFolder, root } from './paths.mjs';

const isWindows = process.platform === 'win32';

/** The major number of a version such as `v24.1.0` or `11.2.0`; 0 if it is not a version. */
function majorVersion(version) {
	return Number(/^v?(\d+)\./.exec(version.trim())?.[1] ?? 0);
}

/** @throws InstallFailure if Node.js or npm is too old to read these lock files */
export function checkTools() {
	if (majorVersion(process.version) < 20)
		throw new InstallFailure(
			`Node.js ${process.version} is too old. Install Node.js 20 or later, then try again.`,
		);
	const npm = npmVersion();
	if (npm === undefined)
		throw new InstallFailure('npm was not found. Install Node.js with npm, then try again.');
	if (majorVersion(npm) < 10)
		throw new InstallFailure(
			`npm ${npm} is too old. Run "npm install --global npm@11", then try again.`,
		);
}

/** A hash of a folder's lock file and of the platform: a change of either requires a new installation. */
function installHash(folder) {
	return createHash('sha256')
		.update(readFileSync(join(folder, 'package-lock.json')))
		.update(process.platform)
		.update(process.arch)
		.digest('hex');
}

/**
 * Whether a folder's packages are already installed by hand: npm's record of the installed packages has every required
 * package of the lock file.
 */
function matchesLockFile(folder) {
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

/** Runs `npm ci` in a folder, unless its packages are already installed from this lock file. */
export async function installFolder(folder, name, logName, options) {
	const stamp = join(folder, 'node_modules', '.install-stamp');
	const hash = installHash(folder);
	if (existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === hash) return;
	if (existsSync(stamp) || !matchesLockFile(folder)) {
		const step = `Installing ${name}`;
		const result = await runNpm(step, logName, folder, ['ci', '--ignore-scripts', ...options]);
		if (result.code !== 0) throw new InstallFailure(explain(step, result));
	}
	writeFileSync(stamp, `${hash}\n`);
}

/** The path of the installed Node 24. */
const node24 = isWindows
	? join(root, 'node_modules', 'node', 'bin', 'node.exe')
	: join(binFolder, 'node');

function node24Runs() {
	if (!existsSync(node24)) return false;
	const { stdout } = spawnSync(node24, ['--version'], { encoding: 'utf8' });
	return majorVersion(stdout ?? '') >= 24;
}

/** Installs Node 24 as node_modules/.bin/node: the install script of the npm package `node` downloads the binary. */
export async function installNode24() {
	if (node24Runs()) return;
	const step = 'Installing Node 24';
	const args = ['rebuild', 'node', '--ignore-scripts=false'];
	const result = await runNpm(step, 'install-node', root, args);
	if (result.code !== 0 || !node24Runs()) throw new InstallFailure(explain(step, result));
}

/**
 * The package that holds the Node 24 binary, if it also holds the C headers, so that node-gyp does not have to download
 * them. The package `node` names it after the platform (see its installArchSpecificPackage.js).
 */
function node24Headers() {
	const { platform, arch } = process;
	const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
	const name = [prefix, isWindows ? 'win' : platform, arch].join('-');
	const folders = [
		join(root, 'node_modules', 'node', 'node_modules', name),
		join(root, 'node_modules', name),
	];
	const folder = folders.find((it) => existsSync(join(it, 'include', 'node', 'node.h')));
	return folder === undefined ? undefined : realpathSync(folder);
}

/** Whether Node 24 can load n8n's SQLite driver. In another process, because a driver for another Node.js may crash. */
function sqliteLoads() {
	const driver = createRequire(join(n8nFolder, 'package.json')).resolve('sqlite3');
	return spawnSync(node24, ['-e', 'require(process.argv[1])', driver]).status === 0;
}

/** Builds n8n's SQLite driver, or downloads it if there is a prebuilt one. */
export async function buildSqlite() {
	if (sqliteLoads()) return;
	const step = "Building n8n's SQLite driver";
	const headers = node24Headers();
	// Without --foreground-scripts, npm would not write the compiler's output to the log.
	const args = ['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'];
	const result = await runNpm(step, 'build-sqlite', n8nFolder, args, {
		env: headers === undefined ? {} : { npm_config_nodedir: headers },
		firstOnPath: [binFolder],
	});
	if (result.code !== 0) throw new InstallFailure(explainBuild(step, result));
	if (!sqliteLoads())
		throw new InstallFailure(
			`n8n's SQLite driver was built but cannot be loaded. Remove sandbox/n8n/node_modules, then try again. ${logHint(result)}`,
		);
}
