import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	type ImportedExample,
	importExamples,
	readExamples,
} from '../../../sandbox/n8n/examples.mts';
import { credentialName, services } from '../../../sandbox/n8n/sandbox-credentials.mts';
import type { World } from './world.mts';

/** Stores all examples in a world's n8n, with its credentials in them. */
export async function importedExamples(world: World): Promise<ImportedExample[]> {
	const ids = new Map(
		services.map((service) => [credentialName(service), world.credential(service.provider).id]),
	);
	const folder = mkdtempSync(join(tmpdir(), 'examples-'));
	try {
		return await importExamples(world.client, readExamples(), ids, join(folder, 'state.json'));
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** The stored example with this name. */
export async function importedExample(world: World, name: string): Promise<ImportedExample> {
	const found = (await importedExamples(world)).find(({ workflow }) => workflow.name === name);
	if (found === undefined) throw new Error(`There is no example '${name}'.`);
	return found;
}
