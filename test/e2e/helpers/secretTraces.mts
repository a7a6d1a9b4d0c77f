import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const coreLength = 32;

/** A key that nothing else can be taken for, with every character that some encoding changes. */
export interface UniqueKey {
	readonly key: string;
	/** The part of it that URLs, JSON, HTML and shells leave as it is. */
	readonly core: string;
}

/** A new key that HTTP headers and queries can carry. */
export function uniqueKey(): UniqueKey {
	const core = randomBytes(coreLength / 2).toString('hex');
	return { core, key: `k"\\/+=&:,$%'<${core}>~=+/\\"k` };
}

/** What stands in base64 for a text wherever it begins in what was encoded: three ways, without the uncertain ends. */
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

/** The files below a folder in whose bytes one of the texts stands, by their paths below it. */
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

/** The execution records of an n8n's database: the whole text of each, by its id. */
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
