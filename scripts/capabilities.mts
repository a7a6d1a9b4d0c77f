import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Operation } from '../dist/modules/nodes/Campaign/operations/shared/operation.js';
import type { Provider } from '../dist/modules/nodes/Campaign/providers/contract/provider.js';

const root = join(import.meta.dirname, '..');
const requireFromDist = createRequire(
	join(root, 'dist', 'modules', 'nodes', 'Campaign', 'index.js'),
);
const { providers }: { providers: readonly Provider[] } = requireFromDist('./providers/registry');
const { operations }: { operations: readonly Operation[] } = requireFromDist('./operations');

const begin = '<!-- capabilities: begin (written by npm run capabilities) -->';
const end = '<!-- capabilities: end -->';

/**
 * Writes the capability table from the declarations of the built package's providers.
 *
 * @returns the table and the notes below it, as Markdown
 */
export function capabilities(): string {
	const row = (label: string, cell: (provider: Provider) => string) =>
		`| ${label} | ${providers.map(cell).join(' | ')} |`;
	const filteredBy = { service: 'by the service', node: 'by the node' };
	return [
		row('', ({ displayName }) => displayName),
		row('---', () => '---'),
		...operations.map(({ displayName, isOffered }) =>
			row(displayName, (provider) => (isOffered(provider) ? 'yes' : '-')),
		),
		row(
			'Change Status to',
			({ campaigns }) =>
				(campaigns.changeStatus?.targets ?? []).map(({ status }) => status).join(', ') || '-',
		),
		row('Get reads', ({ campaigns }) =>
			campaigns.get.by === 'call' ? 'one campaign' : 'the list, until the campaign is found',
		),
		row('Paging of the list', ({ campaigns }) => campaigns.getAll.paging),
		row('Filter on name', ({ campaigns }) => filteredBy[campaigns.getAll.filters.name]),
		row('Filter on status', ({ campaigns }) => filteredBy[campaigns.getAll.filters.status]),
		row(
			'Rate limit',
			({ service }) =>
				service.rates.map(({ requests, perMs }) => `${requests} in ${perMs / 1000} s`).join(', ') ||
				'not documented',
		),
		'',
		...providers.flatMap(({ displayName, notes, trackedFields }) => [
			`**${displayName}**`,
			...notes.map((note) => `- ${note}`),
			`- Campaign Trigger: the updated event covers changes of ${codeList(['name', ...trackedFields.settings])}${trackedFields.figures.length === 0 ? '' : `, and with Include Figures also of ${codeList(trackedFields.figures)}`}.`,
			'',
		]),
	]
		.join('\n')
		.trimEnd();
}

function codeList(fields: readonly string[]): string {
	return fields.map((field) => `\`${field}\``).join(', ');
}

/**
 * Replaces the text between a README's two markers with the current table.
 *
 * @throws Error if the markers are missing
 */
export function withCapabilities(readme: string): string {
	const from = readme.indexOf(begin);
	const to = readme.indexOf(end);
	if (from === -1 || to < from)
		throw new Error('README.md does not have the markers of the capability table.');
	return `${readme.slice(0, from + begin.length)}\n${capabilities()}\n${readme.slice(to)}`;
}

if (import.meta.main) {
	const path = join(root, 'README.md');
	await writeFile(path, withCapabilities(await readFile(path, 'utf8')));
	process.stdout.write(`${capabilities()}\n`);
}
