import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import type { INodeTypes } from 'n8n-workflow';
import { sandboxFolder } from '../../sandbox/n8n/folders.mts';
import { currentVersion, earlierVersions } from '../packages.mts';
import { nodeTypesOf } from './engine.mts';

/** A packed package, unpacked for the tests of a file. */
export interface PackedVersion {
	/** Folder of what is built */
	dist: string;
	/** Its nodes. What they remember is their own, as in a process of their own. */
	nodeTypes: INodeTypes;
}

const unpacked: string[] = [];

/** Unpacks a version and loads it as n8n loads an installed package: this one, unless it is an earlier one. */
export async function loadVersion(version?: keyof typeof earlierVersions): Promise<PackedVersion> {
	const tarball = version === undefined ? await currentVersion() : earlierVersions[version];
	mkdirSync(sandboxFolder, { recursive: true });
	// Inside the project, so that it finds n8n's own packages.
	const folder = mkdtempSync(join(sandboxFolder, 'packed-'));
	unpacked.push(folder);
	execFileSync('tar', ['-xzf', tarball, '-C', folder]);
	const loader = new PackageDirectoryLoader(join(folder, 'package'));
	await loader.loadAll();
	return { dist: join(folder, 'package', 'dist'), nodeTypes: nodeTypesOf(loader) };
}

/** Removes what `loadVersion` unpacked. */
export function removeVersions(): void {
	for (const folder of unpacked.splice(0)) rmSync(folder, { recursive: true });
}
