import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJsonObject, requireString } from './json.mts';
import { runNpm } from './processes.mts';

/** Reads the package name from a tarball of npm pack. @throws Error if the file is not a packed package */
function packageName(tarball: string): string {
	const { stdout, status } = spawnSync('tar', ['-xzOf', tarball, 'package/package.json'], {
		encoding: 'utf8',
	});
	if (status !== 0) throw new Error(`${tarball} is not a packed npm package.`);
	const what = `The package.json in ${tarball}`;
	return requireString(parseJsonObject(stdout, what), 'name', what);
}

/**
 * Installs a packed community package where a user's install puts it: `<dataFolder>/.n8n/nodes/node_modules/<name>`.
 * n8n loads every package named `n8n-nodes-*` from there (n8n-core's scan-directory-for-packages.js). It does not need
 * an entry in n8n's table of installed packages, which is only used for the list in Settings and to find missing ones.
 *
 * Works offline, because a community package has no dependencies. Does nothing if this tarball is already installed.
 *
 * @param tarball path of a tarball made by npm pack
 * @param dataFolder n8n's user folder
 * @throws Error with the last lines of npm's output
 */
export async function installCommunityPackage(tarball: string, dataFolder: string): Promise<void> {
	const name = packageName(tarball);
	const nodesFolder = join(dataFolder, '.n8n', 'nodes');
	const installed = join(nodesFolder, 'node_modules', name);
	const stamp = join(nodesFolder, `${name.replace('/', '+')}.installed`);
	const hash = createHash('sha256').update(readFileSync(tarball)).digest('hex');
	if (existsSync(installed) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;

	mkdirSync(nodesFolder, { recursive: true });
	const manifest = join(nodesFolder, 'package.json');
	if (!existsSync(manifest)) {
		writeFileSync(
			manifest,
			JSON.stringify({ name: 'installed-nodes', private: true, dependencies: {} }, null, 2),
		);
	}
	// npm does not replace an installed package with a tarball of the same version.
	rmSync(installed, { recursive: true, force: true });
	rmSync(join(nodesFolder, 'node_modules', '.package-lock.json'), { force: true });
	await runNpm(
		[
			'install',
			tarball,
			'--offline',
			'--ignore-scripts',
			'--legacy-peer-deps',
			'--omit=peer',
			'--omit=dev',
			'--no-package-lock',
		],
		nodesFolder,
		join(dataFolder, 'install-package.log'),
	);
	if (!existsSync(installed))
		throw new Error(`npm installed ${tarball}, but not under the name ${name}.`);
	writeFileSync(stamp, hash);
}
