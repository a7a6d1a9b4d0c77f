import { createHash, type Hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder, sandboxFolder } from './folders.mts';
import { asObject, parseJsonObject, requireString } from './json.mts';
import { runNpm } from './processes.mts';

/** Folders that neither the build nor the packed package uses. */
const NOT_PACKED = new Set([
	'node_modules',
	'dist',
	'bench',
	'sandbox',
	'test',
	'coverage',
	'docs',
	'examples',
	'scripts',
]);

/** Which package to pack, and where to. The default is this repository's package, into `.sandbox`. */
export interface PackOptions {
	/** Folder of the package.json */
	folder?: string;
	/** Folder for the tarball, its stamp file and the logs */
	outFolder?: string;
}

function addFolder(hash: Hash, folder: string, isTop: boolean): void {
	const entries = readdirSync(folder, { withFileTypes: true });
	for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
		const path = join(folder, entry.name);
		if (isTop && (NOT_PACKED.has(entry.name) || entry.name.startsWith('.'))) continue;
		if (entry.isDirectory()) {
			hash.update(`${entry.name}/`);
			addFolder(hash, path, false);
		} else if (entry.isFile() && !/\.(tgz|tsbuildinfo)$/.test(entry.name)) {
			hash.update(entry.name).update(readFileSync(path));
		}
	}
	hash.update('..');
}

function hashFolder(folder: string, isTop: boolean): string {
	const hash = createHash('sha256');
	if (existsSync(folder)) addFolder(hash, folder, isTop);
	return hash.digest('hex');
}

/** The file name that npm pack gives the package in `folder`. */
function tarballName(folder: string): string {
	const file = join(folder, 'package.json');
	const manifest = parseJsonObject(readFileSync(file, 'utf8'), file);
	const name = requireString(manifest, 'name', file).replace('@', '').replace('/', '-');
	return `${name}-${requireString(manifest, 'version', file)}.tgz`;
}

/**
 * Builds the package (`npm run build`) and packs it as for publishing. Reuses the tarball if no file has changed.
 *
 * @returns the tarball's path
 * @throws Error with the last lines of output and the log file, if the build or npm pack fails
 */
export async function packPackage(options: PackOptions = {}): Promise<string> {
	const folder = options.folder ?? rootFolder;
	const outFolder = options.outFolder ?? sandboxFolder;
	const tarball = join(outFolder, tarballName(folder));
	const stampFile = join(outFolder, 'packed.json');
	const currentHashes = () => ({
		sources: hashFolder(folder, true),
		dist: hashFolder(join(folder, 'dist'), false),
	});

	if (existsSync(tarball) && existsSync(stampFile)) {
		const stamp = asObject(JSON.parse(readFileSync(stampFile, 'utf8')));
		const { sources, dist } = currentHashes();
		if (stamp.tarball === tarball && stamp.sources === sources && stamp.dist === dist) {
			return tarball;
		}
	}
	mkdirSync(outFolder, { recursive: true });
	const { sources } = currentHashes();
	const logs = join(outFolder, 'logs');
	await runNpm(['run', 'build'], folder, join(logs, 'build.log'));
	await runNpm(
		['pack', '--ignore-scripts', '--pack-destination', outFolder],
		folder,
		join(logs, 'pack.log'),
	);
	if (!existsSync(tarball)) throw new Error(`npm pack did not create ${tarball}.`);
	// The hash of the sources from before the build: a change made during the build must trigger another one.
	writeFileSync(stampFile, JSON.stringify({ tarball, ...currentHashes(), sources }));
	return tarball;
}
