import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Resource } from '../dist/modules/nodes/Campaign/operations/index.js';
import type { Operation } from '../dist/modules/nodes/Campaign/operations/shared/operation.js';
import type { FiguresCapability } from '../dist/modules/nodes/Campaign/providers/contract/figures.js';
import type { Provider } from '../dist/modules/nodes/Campaign/providers/contract/provider.js';
import type { Rate } from '../dist/modules/nodes/Campaign/providers/contract/service.js';
import type { Webhooks } from '../dist/modules/nodes/Campaign/providers/contract/webhooks.js';
import { callsOf, template } from './calls.mts';

const root = join(import.meta.dirname, '..');
const requireFromDist = createRequire(
	join(root, 'dist', 'modules', 'nodes', 'Campaign', 'index.js'),
);
const { providers }: { providers: readonly Provider[] } = requireFromDist('./providers/registry');
const { defaultResource, operationsOf, resources }: Built = requireFromDist('./operations');
const { figureNames }: { figureNames: readonly string[] } = requireFromDist('./campaign');

interface Built {
	readonly defaultResource: string;
	readonly resources: readonly Resource[];
	operationsOf(resource: string): readonly Operation[];
}

/** A file that is partly written from what the providers of the built package declare. */
export interface GeneratedFile {
	/** Relative to the project. */
	readonly path: string;
	/**
	 * Replaces the generated part of the file's text.
	 *
	 * @throws Error when the text lacks the marks around that part
	 */
	update(text: string): string;
}

/** The README with the capability table, the events of the webhook trigger, and the page of each provider with its notes. */
export const generatedFiles: readonly GeneratedFile[] = [
	{
		path: 'README.md',
		update: (text) => replaceBetweenMarks(text, 'README.md', 'capabilities', capabilityTable()),
	},
	{
		path: 'docs/campaign-webhook-trigger.md',
		update: (text) =>
			replaceBetweenMarks(text, 'docs/campaign-webhook-trigger.md', 'events', webhookTable()),
	},
	...providers.map((provider): GeneratedFile => {
		const path = `docs/providers/${provider.id.toLowerCase()}.md`;
		return { path, update: (text) => replaceBetweenMarks(text, path, 'notes', notesOf(provider)) };
	}),
];

function replaceBetweenMarks(text: string, path: string, name: string, generated: string): string {
	const begin = `<!-- ${name}: begin (written by npm run capabilities) -->`;
	const end = `<!-- ${name}: end -->`;
	const from = text.indexOf(begin);
	const to = text.indexOf(end);
	if (from === -1 || to < from) throw new Error(`${path} lacks the lines ${begin} and ${end}`);
	return `${text.slice(0, from + begin.length)}\n${generated}\n${text.slice(to)}`;
}

/** What each provider can do, as a Markdown table. */
function capabilityTable(): string {
	const row = (label: string, cell: (provider: Provider) => string) =>
		`| ${label} | ${providers.map(cell).join(' | ')} |`;
	const filteredBy = { service: 'by the service', node: 'by the node' };
	return [
		row('', ({ displayName }) => displayName),
		row('---', () => '---'),
		...resources.flatMap((resource) =>
			operationsOf(resource.name).map(({ name, displayName, isOffered }) =>
				row(
					resource.name === defaultResource
						? displayName
						: `${resource.displayName}: ${displayName}`,
					(provider) => {
						if (!isOffered(provider)) return '-';
						return isInferred(provider, `${resource.name} ${name}`) ? 'yes (inferred)' : 'yes';
					},
				),
			),
		),
		row(
			'Change Status to',
			({ campaigns }) =>
				(campaigns.changeStatus?.targets ?? []).map(({ status }) => status).join(', ') || '-',
		),
		row(
			'Content',
			({ campaigns: { content = [] } }) => codeList(content.map(({ name }) => name)) || '-',
		),
		row('Start Now', ({ campaigns }) => (campaigns.create.startNow === undefined ? '-' : 'yes')),
		row('Plan Only, Plan ID', ({ campaigns: { update, changeStatus, delete: deletion } }) =>
			[
				'Create',
				...(update === undefined ? [] : ['Create or Update', 'Update']),
				...(changeStatus === undefined ? [] : ['Change Status']),
				...(deletion === undefined ? [] : ['Delete']),
			].join(', '),
		),
		row('Get reads', ({ campaigns }) =>
			campaigns.get.by === 'call' ? 'one campaign' : 'the list, until found',
		),
		row('Get Many reads', ({ campaigns: { getAll } }) =>
			getAll.pagingBasis === 'inferred' ? `${getAll.paging} (inferred)` : getAll.paging,
		),
		row('Figures', ({ figures }) => (figures === undefined ? '-' : reported(figures))),
		row('Filter on name', ({ campaigns }) => filteredBy[campaigns.getAll.filters.name]),
		row('Filter on status', ({ campaigns }) => filteredBy[campaigns.getAll.filters.status]),
		row(
			'Further filters',
			({ campaigns }) =>
				(campaigns.getAll.ownFilters ?? [])
					.map(({ displayName }) => `${displayName}, by the service`)
					.join(', ') || '-',
		),
		row(
			'Highest request rate',
			({ service }) => (service.rates ?? []).map(rateText).join(', ') || 'no documented limit',
		),
		row('Webhook events', ({ webhooks }) => (webhooks === undefined ? '-' : pushed(webhooks))),
	].join('\n');
}

/** Which figures a service reports, and what they cost. */
function reported({ by, reported: names }: FiguresCapability): string {
	const which = names.length === figureNames.length ? 'all eight' : names.join(', ');
	return by === 'call' ? `${which}, by one request for each campaign` : which;
}

function pushed({ events, verification }: Webhooks): string {
	const kinds = `${events.length} ${events.length === 1 ? 'kind' : 'kinds'}`;
	return `${kinds}, ${verification.by === 'signature' ? 'signed' : 'verified by the address'}`;
}

/** The events of the webhook trigger with each service's own words, as a Markdown table. */
function webhookTable(): string {
	const pushing = providers.flatMap(({ displayName, webhooks }) =>
		webhooks === undefined ? [] : [{ displayName, events: webhooks.events }],
	);
	const names = pushing.flatMap(({ events }) => events.map(({ event }) => event));
	const wordsFor = (event: string) =>
		pushing.map(({ events }) => {
			const found = events.find((each) => each.event === event);
			return [...(found?.words ?? []), ...(found?.botWords ?? [])].join(', ') || '-';
		});
	return [
		['Event', ...pushing.map(({ displayName }) => displayName)],
		['---', ...pushing.map(() => '---')],
		...[...new Set(names)].sort().map((event) => [`\`${event}\``, ...wordsFor(event)]),
	]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');
}

/** Whether an operation needs a call that is inferred. What is only a fallback does not count. */
function isInferred(provider: Provider, operation: string): boolean {
	return callsOf(provider).some(
		({ request, operations, isFallback }) =>
			operations.includes(operation) && request.basis === 'inferred' && !isFallback,
	);
}

/** How each call of a provider is known, as a Markdown table. */
function basisTable(provider: Provider): string[] {
	const rows = callsOf(provider).map(({ request, isFallback }) => {
		const purpose = isFallback
			? `${request.purpose}, if the call before does not exist`
			: request.purpose;
		return `| ${purpose} | \`${request.method} ${template(provider, request)}\` | ${request.basis} |`;
	});
	return ['| To | Call | Known how |', '| --- | --- | --- |', ...new Set(rows)];
}

function rateText({ requests, perMs }: Rate): string {
	const count = requests.toLocaleString('en-US');
	if (perMs === 60_000) return `${count} a minute`;
	if (perMs === 3_600_000) return `${count} an hour`;
	return `${count} in ${perMs / 1000} seconds`;
}

/** What users must know about a provider, and what its Campaign Trigger reports as updated, as Markdown. */
function notesOf(provider: Provider): string {
	const { notes = [], trackedFields } = provider;
	const { settings, figures = [] } = trackedFields;
	const withFigures =
		figures.length === 0 ? '' : ` With **Include Figures**, it also tracks ${codeList(figures)}.`;
	return [
		...(notes.length === 0 ? [] : ['## Good to know', '', ...notes.map((note) => `- ${note}`), '']),
		'## The calls',
		'',
		'**Observed** means that people who sent the request report the answer, **documented** that the service describes the call, and **inferred** that neither is the case: similar calls suggest it. If the service answers 404 to an inferred call, the node reports that there is no such call, not that the campaign is missing. **Check Account** tells what is true for your account.',
		'',
		...basisTable(provider),
		'',
		'## What counts as updated',
		'',
		`The Campaign Trigger reports a campaign as updated when its name or one of these fields of the service's own object changes: ${codeList(settings)}.${withFigures}`,
	].join('\n');
}

function codeList(fields: readonly string[]): string {
	return fields.map((field) => `\`${field}\``).join(', ');
}

if (import.meta.main) {
	for (const { path, update } of generatedFiles) {
		const file = join(root, path);
		await writeFile(file, update(await readFile(file, 'utf8')));
		process.stdout.write(`Wrote ${path}\n`);
	}
}
