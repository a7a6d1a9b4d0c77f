import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseObject, requireString } from './json.mts';
import { runNpm } from './processes.mts';

/** The name in the package.json of a file npm pack made. Throws an Error when the file is no such package. */
function nameInTarball(tarball: string): string {
	const { stdout, status } = spawnSync('tar', ['-xzOf', tarball, 'package/package.json'], {
		encoding: 'utf8',
	});
	if (status !== 0) throw new Error(`${tarball} is not a packed npm package.`);
	const what = `The package.json in ${tarball}`;
	return requireString(parseObject(stdout, what), 'name', what);
}

/**
 * Installs a packed community package where a user's install puts it: `<dataFolder>/.n8n/nodes/node_modules/<name>`.
 * n8n loads whatever it finds there under a name `n8n-nodes-*` (n8n-core's scan-directory-for-packages.js); its table
 * of installed packages feeds only the list in Settings and the check for missing ones, so it needs no entry.
 *
 * Works offline, since a community package has no dependencies. The same tarball twice is left alone.
 *
 * @param tarball path of the file npm pack made
 * @param dataFolder n8n's user folder
 * @returns the package's name
 * @throws Error with npm's last lines
 */
export async function installCommunityPackage(
	tarball: string,
	dataFolder: string,
): Promise<string> {
	const name = nameInTarball(tarball);
	const nodesFolder = join(dataFolder, '.n8n', 'nodes');
	const installed = join(nodesFolder, 'node_modules', name);
	const stamp = join(nodesFolder, `${name.replace('/', '+')}.installed`);
	const hash = createHash('sha256').update(readFileSync(tarball)).digest('hex');
	if (existsSync(installed) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash)
		return name;

	mkdirSync(nodesFolder, { recursive: true });
	const ledger = join(nodesFolder, 'package.json');
	if (!existsSync(ledger)) {
		writeFileSync(
			ledger,
			JSON.stringify({ name: 'installed-nodes', private: true, dependencies: {} }, null, 2),
		);
	}
	// npm takes a file of the same version for the one it has.
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
	if (!existsSync(installed)) throw new Error(`npm installed ${tarball}, but not as ${name}.`);
	writeFileSync(stamp, hash);
	return name;
}
