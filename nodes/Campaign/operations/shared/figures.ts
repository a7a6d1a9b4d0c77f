import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { RawCampaign } from '../../campaign';
import { figureNames } from '../../campaign';
import type { FiguresCapability, KnownFigures } from '../../providers/contract/figures';
import { providers } from '../../providers/registry';
import type { ApiClient } from '../../transport/client';
import { unexpectedShape } from '../../transport/client';
import { forEachConcurrently } from '../concurrency';
import { requireId } from './campaigns';
import type { Item } from './operation';
import { readBoolean } from './parameters';
import { withCampaignId } from './partlyDone';

/** How many campaigns of one item are asked about at the same time. The pace of the account applies, too. */
const atOnce = 5;

const reporting = providers.filter(({ figures }) => figures !== undefined);

/** The names of the providers whose figures cost a request for each campaign. */
const costly = reporting
	.filter(({ figures }) => figures?.by === 'call')
	.map(({ displayName }) => displayName)
	.join(', ');

/** The option of Get and Get Many that adds the figures. */
export const includeFiguresOption: INodeProperties = {
	displayName: 'Include Figures',
	name: 'includeFigures',
	type: 'boolean',
	default: false,
	description: `Whether to add ${figureNames.join(', ')}, with null for what the service does not report. On ${costly}, this takes one more request for each campaign.`,
	displayOptions: {
		show: {
			'/resource': ['campaign'],
			'/operation': ['get', 'getAll'],
			'/provider': reporting.map(({ id }) => id),
		},
	},
};

/** Where the figures come from, if the user asks for them. The option is only offered where there are some. */
export function readFiguresWish(item: Item): FiguresCapability | undefined {
	const name = `options.${includeFiguresOption.name}`;
	const isWanted = readBoolean(item, { ...includeFiguresOption, name }, false);
	return isWanted ? item.provider.figures : undefined;
}

/** A campaign that was read, and what its item carries without figures. */
export interface ReadItem {
	readonly raw: RawCampaign;
	readonly item: IDataObject;
}

/**
 * Adds the figures to the items of campaigns.
 *
 * @param figures where they come from; undefined when the items carry none
 * @returns the items, in their order
 * @throws NodeApiError naming the campaign whose figures cannot be read
 */
export async function addFigures(
	client: ApiClient,
	campaigns: readonly ReadItem[],
	figures: FiguresCapability | undefined,
): Promise<IDataObject[]> {
	if (figures === undefined) return campaigns.map(({ item }) => item);
	const known = await readFigures(
		client,
		campaigns.map(({ raw }) => raw),
		figures,
	);
	return campaigns.map(({ item }, index) => ({ ...item, ...allFigures(known[index] ?? {}) }));
}

async function readFigures(
	client: ApiClient,
	campaigns: readonly RawCampaign[],
	figures: FiguresCapability,
): Promise<KnownFigures[]> {
	if (figures.by === 'campaign') return campaigns.map((raw) => figures.read(raw));
	const known: KnownFigures[] = [];
	const errors: unknown[] = [];
	await forEachConcurrently(
		campaigns.length,
		atOnce,
		() => [],
		async (index) => {
			try {
				const id = requireId(client, campaigns[index] ?? {});
				known[index] = await withCampaignId(id, askFigures(client, id, figures));
			} catch (error) {
				errors.push(error);
			}
			return errors.length === 0;
		},
	);
	if (errors.length > 0) throw errors[0];
	return known;
}

/** @returns nothing for a campaign that was deleted since it was read */
async function askFigures(
	client: ApiClient,
	id: string,
	{ request: requestFor, parse }: Extract<FiguresCapability, { by: 'call' }>,
): Promise<KnownFigures> {
	const request = requestFor(id);
	const outcome = await client.attempt(request);
	if (!outcome.ok) {
		if (outcome.kind === 'notFound') return {};
		throw outcome.error;
	}
	const known = parse(outcome.body);
	if (known === undefined) throw unexpectedShape(client, request);
	return known;
}

function allFigures(known: KnownFigures): IDataObject {
	return Object.fromEntries(figureNames.map((name) => [name, known[name] ?? null]));
}
