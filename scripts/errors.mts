import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { services } from '../sandbox/n8n/sandbox-credentials.mts';
import { startWorld, type World } from '../test/e2e/helpers/world.mts';
import { compare, type Compared } from './errors/compare.mts';
import type { Shown } from './errors/run.mts';
import { shapes } from './errors/cases.mts';

const path = join(import.meta.dirname, '..', 'docs', 'errors.md');

const introduction = `# What an error looks like

For each answer that is no success: what n8n's own HTTP Request node shows, and what the Campaign node shows. Both sent the same request, in a real n8n, and the sandbox gave both the same answer.

- **Bold** is the message, below it stands the description, as n8n's editor shows them at the top of a failed node. HTTP Request keeps more of the answer among the details, which are folded away.
- HTTP Request had the key in a header or query credential. Campaign had a Maximum Wait of 0: else it asks a busy service again before it says anything.
- † marks an answer that the sandbox gives to no request of the Campaign node, and that was put in the place of its own.
- The sandbox answers as each service documents or was observed to; words of a service that are not known are made up.

Written by \`npm run errors\`; a test fails when it is no longer what the two nodes show.
`;

/** Characters of one text in a table, at most. */
const longest = 450;

/**
 * The page docs/errors.md: for each provider what both nodes show of each error.
 *
 * @param world a fresh one, without limits
 */
export async function errorsPage(world: World): Promise<string> {
	const tables = await Promise.all(
		services.map(async ({ provider, title }) =>
			table(title, await compare(world, provider, shapes[provider])),
		),
	);
	const { host } = new URL(world.sandbox.address);
	return [introduction, ...tables].join('\n').replaceAll(host, 'sandbox');
}

function table(title: string, rows: readonly Compared[]): string {
	return [
		`## ${title}\n`,
		'| What was asked, and the answer | HTTP Request | Campaign |',
		'| --- | --- | --- |',
		...rows.map(({ shape, answer, httpRequest, campaign }) => {
			const mark = shape.planted === undefined ? '' : ' †';
			const body = answer.body.trim() === '' ? '(nothing)' : `\`${cell(answer.body)}\``;
			const asked = `${shape.asked}${mark}<br>**${answer.status}** ${body}`;
			return `| ${[asked, shown(httpRequest), shown(campaign)].join(' | ')} |`;
		}),
		'',
	].join('\n');
}

function shown(result: Shown): string {
	if ('items' in result) return `no error: the items are \`${cell(JSON.stringify(result.items))}\``;
	const { message, description } = result;
	return `**${text(message)}**${description === '' ? '' : `<br>${text(description)}`}`;
}

/** A text in a table's cell: one line, not too long, the wait in it as it was at its beginning. */
function cell(value: string): string {
	const line = value.replace(/\s+/g, ' ').trim();
	const cut = line.length <= longest ? line : `${line.slice(0, longest)}…`;
	return cut.replaceAll('|', '\\|').replace(/\b3(600|5[89]\d)\b/g, '3600');
}

/** The same outside of a code span, where markup would be read as such. */
function text(value: string): string {
	return cell(value).replaceAll('<', '&lt;').replaceAll('*', '\\*');
}

if (import.meta.main) {
	const world = await startWorld();
	try {
		await writeFile(path, await errorsPage(world));
		process.stdout.write(`Wrote ${path}\n`);
	} finally {
		await world.stop();
	}
}
