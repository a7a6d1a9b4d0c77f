import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import type { Delivery, PushedEvent } from '../providers/contract/webhooks';
import { readBody } from './body';
import { eventIdOf } from './eventId';
import { toItem } from './items';
import { log, nodeKey, printable } from './log';
import type { DeliveryParameters, PushingProvider } from './parameters';
import { readDeliveryParameters, readProvider } from './parameters';
import { isRepeat, remember } from './repeats';
import type { RawDelivery } from './verify';
import { verify } from './verify';

/** Answers 200 without an execution. */
const ignored: IWebhookResponseData = {};

/**
 * Takes one delivery: verifies it first, and then decides whether it is an event that the user asked for. It writes no
 * static data and sends no request.
 *
 * @returns one item for n8n to store and to answer with 200; or an answer without an execution: 401 for a delivery that
 * cannot be verified, 200 for one that reports nothing
 * @throws InvalidInput when a verified delivery meets parameters that cannot be used
 */
export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const pushing = readProvider(this);
	const { webhooks } = pushing;
	const request = readRequest(this);
	const secrets = await verify(this, pushing, request);
	if (secrets === undefined) return refuse(this);
	const { raw = Buffer.alloc(0), header } = request;
	const body = readBody(raw, secrets, webhooks.secretKeys ?? []);
	if (body === undefined) {
		log(this, `${pushing.provider.displayName} sent a delivery that is not a JSON object`);
		return ignored;
	}
	return report(this, pushing, { body, header });
}

function readRequest(context: IWebhookFunctions): RawDelivery {
	const request = context.getRequestObject();
	const { rawBody }: { rawBody?: unknown } = request;
	return {
		raw: Buffer.isBuffer(rawBody) ? rawBody : undefined,
		query: request.query,
		header: (name) => request.header(name),
	};
}

/** The same answer, whatever is wrong. */
function refuse(context: IWebhookFunctions): IWebhookResponseData {
	context.getResponseObject().status(401).json({ code: 401, message: 'Unauthorized' });
	return { noWebhookResponse: true };
}

function report(
	context: IWebhookFunctions,
	pushing: PushingProvider,
	delivery: Delivery,
): IWebhookResponseData {
	const { provider, webhooks } = pushing;
	if (webhooks.isTrial?.(delivery) === true) return ignored;
	const word = webhooks.wordOf(delivery);
	const pushed = word === undefined ? undefined : findEvent(webhooks.events, word);
	if (word === undefined || pushed === undefined) {
		if (word === undefined || webhooks.ignored?.includes(word) !== true) {
			const name =
				word === undefined ? 'without an event' : `of the unknown event '${printable(word)}'`;
			log(context, `${provider.displayName} sent a delivery ${name}. It starts nothing`);
		}
		return ignored;
	}
	const parameters = readDeliveryParameters(context, pushing);
	const content = webhooks.read(delivery);
	if (!isWanted(parameters, pushed, word, content.campaign?.id)) return ignored;

	const { event } = pushed;
	const eventId = eventIdOf(provider.id, event, content, delivery.body);
	// A test shows every delivery.
	const isProduction = context.getMode() !== 'manual';
	const node = nodeKey(context);
	if (isProduction && isRepeat(node, eventId)) return ignored;
	if (isProduction) rememberOnceStored(context, node, eventId);
	const delivered = {
		event,
		eventId,
		provider: provider.id,
		providerEvent: word,
		content,
		body: delivery.body,
	};
	return { workflowData: [[toItem(delivered, parameters.simplify, Date.now())]] };
}

function findEvent(events: readonly PushedEvent[], word: string): PushedEvent | undefined {
	return events.find(({ words, botWords = [] }) => words.includes(word) || botWords.includes(word));
}

function isWanted(
	{ events, includeBots, campaigns }: DeliveryParameters,
	{ event, botWords = [] }: PushedEvent,
	word: string,
	campaignId: string | null | undefined,
): boolean {
	if (!events.includes(event)) return false;
	if (!includeBots && botWords.includes(word)) return false;
	if (campaigns.length === 0) return true;
	return typeof campaignId === 'string' && campaigns.includes(campaignId);
}

/**
 * Remembers an event when n8n has answered that it is stored. If n8n could not store it, the service delivers again, and
 * that delivery must count.
 */
function rememberOnceStored(context: IWebhookFunctions, node: string, eventId: string): void {
	const response = context.getResponseObject();
	response.once('finish', () => {
		if (response.statusCode < 300) remember(node, eventId);
	});
}
