import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const coreLength = 32;

/** A unique key with every character that some encoding changes. */
export interface UniqueKey {
	readonly key: string;
	/** The part that URLs, JSON, HTML and shells do not encode. */
	readonly core: string;
}

/** A new key that HTTP headers and queries can carry. */
export function uniqueKey(): UniqueKey {
	const core = randomBytes(coreLength / 2).toString('hex');
	return { core, key: `k"\\/+=&:,$%'<${core}>~=+/\\"k` };
}

/** The three base64 forms of a text, by its offset in the encoded data, without the ends that depend on what is around. */
function inBase64(text: string): string[] {
	return [0, 1, 2].map((offset) => {
		const all = Buffer.from('#'.repeat(offset) + text).toString('base64');
		const from = Math.ceil((offset * 4) / 3);
		return all.slice(from, Math.floor(((offset + text.length) * 8) / 6));
	});
}

/**
 * What must not be found of a key: either half of its core, so that a key that was cut off counts too, as it is (which
 * covers URL-encoded and JSON-escaped, to any depth) and in base64.
 */
export function tracesOf({ core }: UniqueKey): string[] {
	const halves = [core.slice(0, coreLength / 2), core.slice(coreLength / 2)];
	return [...halves, ...halves.flatMap(inBase64)];
}

/** The paths, below a folder, of the files that contain one of the texts. */
export function filesWith(folder: string, texts: readonly string[]): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((file) => {
			const bytes = readFileSync(file);
			return texts.some((text) => bytes.includes(text));
		})
		.map((file) => relative(folder, file));
}

/** The execution records of an n8n's database: the whole text of each, by ID. */
export function executionRecords(dataFolder: string): Map<string, string> {
	const file = join(dataFolder, '.n8n', 'database.sqlite');
	const database = new DatabaseSync(file, { readOnly: true });
	try {
		const rows = database.prepare('SELECT * FROM execution_data').all();
		return new Map(rows.map((row) => [String(row.executionId), JSON.stringify(row)]));
	} finally {
		database.close();
	}
}
