import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { services } from '../sandbox/n8n/sandbox-credentials.mts';
import { startWorld, type World } from '../test/e2e/helpers/world.mts';
import { errorCases } from './errors/cases.mts';
import { compare, type Comparison } from './errors/compare.mts';
import type { NodeResult } from './errors/run.mts';

const path = join(import.meta.dirname, '..', 'docs', 'errors.md');

const introduction = `# What an error looks like

For each answer that is no success: what n8n's own HTTP Request node shows, and what the Campaign node shows. Both sent the same request, in a real n8n, and the sandbox gave both the same answer.

- **Bold** is the message, below it stands the description, as n8n's editor shows them at the top of a failed node. HTTP Request keeps more of the answer among the details, which are folded away.
- HTTP Request had the key in a header or query credential. Campaign had a Maximum Wait of 0: else it asks a busy service again before it says anything.
- † marks an answer that the sandbox gives to no request of the Campaign node, and that was put in the place of its own.
- The sandbox answers as each service documents or was observed to; words of a service that are not known are made up.

Written by \`npm run errors\`; a test fails when it is no longer what the two nodes show.
`;

/** The maximum length of a text in the table. */
const maxLength = 450;

/**
 * Writes the text of docs/errors.md: what both nodes show of each provider's errors.
 *
 * @param world one without rate limits that no test has used
 */
export async function errorsPage(world: World): Promise<string> {
	const tables = await Promise.all(
		services.map(async (service) =>
			table(service.title, await compare(world, service, errorCases[service.provider])),
		),
	);
	const { host } = new URL(world.sandbox.address);
	return [introduction, ...tables].join('\n').replaceAll(host, 'sandbox');
}

function table(title: string, comparisons: readonly Comparison[]): string {
	return [
		`## ${title}\n`,
		'| What was asked, and the answer | HTTP Request | Campaign |',
		'| --- | --- | --- |',
		...comparisons.map(({ errorCase, response, httpRequest, campaign }) => {
			const mark = errorCase.injected === undefined ? '' : ' †';
			const body = response.body.trim() === '' ? '(nothing)' : `\`${code(response.body)}\``;
			const request = `${errorCase.title}${mark}<br>**${response.status}** ${body}`;
			return `| ${[request, resultText(httpRequest), resultText(campaign)].join(' | ')} |`;
		}),
		'',
	].join('\n');
}

function resultText(result: NodeResult): string {
	if ('items' in result) return `no error: the items are \`${code(JSON.stringify(result.items))}\``;
	const { message, description } = result;
	return `**${text(message)}**${description === '' ? '' : `<br>${text(description)}`}`;
}

/** Formats a text for a code span in a table: on one line, shortened, with a fixed waiting time. */
function code(value: string): string {
	const line = value.replace(/\s+/g, ' ').trim();
	const cut = line.length <= maxLength ? line : `${line.slice(0, maxLength)}…`;
	return cut.replaceAll('|', '\\|').replace(/\b3(600|5[89]\d)\b/g, '3600');
}

/** The same for text outside of a code span, where markup has to be escaped. */
function text(value: string): string {
	return code(value).replaceAll('<', '&lt;').replaceAll('*', '\\*');
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
