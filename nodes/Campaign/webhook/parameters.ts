import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { idText, isObject } from '../json';
import { simplifyProperty } from '../properties';
import { InvalidInput } from '../providers/contract/invalidInput';
import type { Provider } from '../providers/contract/provider';
import type { WebhookEventName, Webhooks } from '../providers/contract/webhooks';
import { findProvider } from '../providers/registry';
import { findWrongIds, normalizeIds, wrongIdsError } from '../providers/shared/campaignIds';
import { idList, notOneOf, switchValue } from '../providers/shared/values';

/** n8n's functions of a hook method or of a delivery. */
export type Context = IHookFunctions | IWebhookFunctions;

/** A provider that pushes events. */
export interface PushingProvider {
	readonly provider: Provider;
	readonly webhooks: Webhooks;
}

/** What decides which deliveries become items, and which items. */
export interface DeliveryParameters {
	readonly events: readonly WebhookEventName[];
	readonly includeBots: boolean;
	/** IDs of campaigns; empty for all. */
	readonly campaigns: readonly string[];
	readonly simplify: boolean;
}

/**
 * The chosen provider.
 *
 * @throws InvalidInput when it pushes nothing, or does not exist
 */
export function readProvider(context: Context): PushingProvider {
	const selected = context.getNodeParameter('provider', '');
	const provider = findProvider(selected);
	const webhooks = provider?.webhooks;
	if (provider === undefined || webhooks === undefined) {
		throw new InvalidInput(
			`'Provider' cannot be '${String(selected)}': it pushes no events about campaigns`,
			'Choose another provider, or use the Campaign Trigger, which polls.',
		);
	}
	return { provider, webhooks };
}

/**
 * Reads what decides which deliveries become items.
 *
 * @throws InvalidInput when a value cannot be used
 */
export function readDeliveryParameters(
	context: Context,
	{ provider, webhooks }: PushingProvider,
): DeliveryParameters {
	const options = readCollection(context, 'options');
	const filters = webhooks.namesCampaign ? readCollection(context, 'filters') : {};
	const events = readEvents(context, { provider, webhooks });
	return {
		events,
		includeBots: switchValue(options.includeBots, 'Include Bots', false),
		campaigns: filters.campaigns === undefined ? [] : readCampaigns(filters.campaigns, provider),
		simplify: switchValue(options.simplify, simplifyProperty.displayName, true),
	};
}

/** Whether deliveries without a signature count. */
export function acceptsUnsigned(context: Context): boolean {
	return readCollection(context, 'options').acceptUnsigned === true;
}

/** The service's own words for the chosen events. */
export function chosenWords(
	{ webhooks }: PushingProvider,
	{ events, includeBots }: Pick<DeliveryParameters, 'events' | 'includeBots'>,
): string[] {
	return webhooks.events
		.filter(({ event }) => events.includes(event))
		.flatMap(({ words, botWords = [] }) => [...words, ...(includeBots ? botWords : [])]);
}

/**
 * The campaign that the hook is limited to.
 *
 * @returns undefined when it is for the whole account
 * @throws InvalidInput when it is missing or cannot be an ID
 */
export function readScope(context: Context, { campaignId }: Provider): string | undefined {
	const scope = context.getNodeParameter('scope', 'campaign');
	if (scope === 'account') return undefined;
	if (scope !== 'campaign') throw notOneOf('Scope', scope, ['campaign', 'account']);
	const id = readLocator(context, 'campaign');
	if (id === undefined) {
		throw new InvalidInput(
			"'Campaign' is empty",
			"Choose a campaign, or set 'Scope' to Whole Account.",
		);
	}
	if (campaignId.pattern.test(id)) return id;
	throw new InvalidInput(
		`'Campaign' cannot be '${id}'`,
		`An ID looks like ${campaignId.example}. Choose a campaign from the list.`,
	);
}

/**
 * The resthook that is subscribed to.
 *
 * @throws InvalidInput when it is missing
 */
export function readResthook(context: Context): string {
	const slug = readLocator(context, 'resthook');
	if (slug !== undefined) return slug;
	throw new InvalidInput(
		"'Resthook' is empty",
		'Choose one from the list. Resthooks are added in the settings of the workspace.',
	);
}

function readCampaigns(value: unknown, provider: Provider): string[] {
	const ids = normalizeIds(idList(value, 'Campaign IDs'), provider);
	const wrong = findWrongIds(ids, provider);
	if (wrong.length > 0) throw wrongIdsError(wrong, provider);
	return ids;
}

function readEvents(context: Context, { provider, webhooks }: PushingProvider) {
	const selected: unknown = context.getNodeParameter('events', []);
	const values: unknown[] = Array.isArray(selected) ? selected : selected === '' ? [] : [selected];
	const offered = webhooks.events.map(({ event }) => event);
	for (const value of values) {
		if (offered.some((event) => event === value)) continue;
		const { message } = notOneOf('Events', value, offered);
		throw new InvalidInput(
			`${message}: ${provider.displayName} does not push it`,
			`Choose from: ${offered.join(', ')}.`,
		);
	}
	if (values.length > 0) return offered.filter((event) => values.includes(event));
	throw new InvalidInput("'Events' is empty", 'Choose at least one event.');
}

function readCollection(context: Context, name: string) {
	const value: unknown = context.getNodeParameter(name, {});
	return isObject(value) ? value : {};
}

function readLocator(context: Context, name: string): string | undefined {
	const value: unknown = context.getNodeParameter(name, '', { extractValue: true });
	return idText(typeof value === 'string' ? value.trim() : value);
}
