import { createHash, type Hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder, sandboxFolder } from './folders.mts';
import { objectOr, parseObject, requireString } from './json.mts';
import { runNpm } from './processes.mts';

/** Folders of the checkout that neither the build nor the packed package reads. */
const NOT_PACKED = new Set([
	'node_modules',
	'dist',
	'bench',
	'sandbox',
	'test',
	'coverage',
	'docs',
	'examples',
]);

/** Which package is packed, and where to. The checkout's own into `.sandbox` when not given. */
export interface PackOptions {
	/** Folder with the package.json */
	folder?: string;
	/** Folder for the tarball, the stamp beside it and the logs */
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

/** The file name npm pack gives to the package in `folder`. */
function tarballName(folder: string): string {
	const file = join(folder, 'package.json');
	const manifest = parseObject(readFileSync(file, 'utf8'), file);
	const name = requireString(manifest, 'name', file).replace('@', '').replace('/', '-');
	return `${name}-${requireString(manifest, 'version', file)}.tgz`;
}

/**
 * Builds the package (`npm run build`) and packs it as it would be published. What was packed from the very same files
 * is taken as it is.
 *
 * @returns the tarball's path
 * @throws Error with the last lines of the build or of npm pack, and where their log is
 */
export async function packPackage(options: PackOptions = {}): Promise<string> {
	const folder = options.folder ?? rootFolder;
	const outFolder = options.outFolder ?? sandboxFolder;
	const tarball = join(outFolder, tarballName(folder));
	const stampFile = join(outFolder, 'packed.json');
	const now = () => ({
		sources: hashFolder(folder, true),
		dist: hashFolder(join(folder, 'dist'), false),
	});

	if (existsSync(tarball) && existsSync(stampFile)) {
		const stamp = objectOr(JSON.parse(readFileSync(stampFile, 'utf8')));
		const { sources, dist } = now();
		if (stamp.tarball === tarball && stamp.sources === sources && stamp.dist === dist) {
			return tarball;
		}
	}
	mkdirSync(outFolder, { recursive: true });
	const { sources } = now();
	const logs = join(outFolder, 'logs');
	await runNpm(['run', 'build'], folder, join(logs, 'build.log'));
	await runNpm(
		['pack', '--ignore-scripts', '--pack-destination', outFolder],
		folder,
		join(logs, 'pack.log'),
	);
	if (!existsSync(tarball)) throw new Error(`npm pack did not make ${tarball}.`);
	// The sources as they were before the build: a change made during it must not pass for built.
	writeFileSync(stampFile, JSON.stringify({ tarball, ...now(), sources }));
	return tarball;
}
