import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { campaignIdsProperty, campaignLocator, simplifyProperty } from '../properties';
import type { PushedEvent, WebhookEventName } from '../providers/contract/webhooks';
import { providers } from '../providers/registry';
import type { PushingProvider } from './parameters';

/** The providers that push events, in the order in which users see them. */
const pushing: readonly PushingProvider[] = providers.flatMap((provider) =>
	provider.webhooks === undefined ? [] : [{ provider, webhooks: provider.webhooks }],
);

/** The providers to choose from. */
export const providerOptions: INodePropertyOptions[] = pushing.map(({ provider }) => ({
	name: provider.displayName,
	value: provider.id,
}));

/** What the editor says about an event. The label is made of the event's name. */
const descriptions: Readonly<Record<WebhookEventName, string>> = {
	contactSaved: 'A contact was created or changed',
	created: 'A new campaign was created',
	flowStepReached: 'A contact reached the step of a flow that calls the resthook',
	leadCategoryChanged: 'The category of a lead changed',
	leadCreated: 'A contact became a lead',
	linkClicked: 'A contact clicked a link in a message',
	manualStepReached: 'A lead reached a step that a person must do',
	messageBounced: 'A message could not be delivered',
	messageDeferred: 'The delivery of a message was delayed',
	messageDelivered: 'A message was delivered',
	messageOpened: 'A contact opened a message',
	messageReplied: 'A contact replied to a message',
	messageSent: 'A message was sent',
	saleCreated: 'A sale was recorded',
	statusChanged: 'A campaign was started, paused, stopped or completed',
	unsubscribed: 'A contact unsubscribed',
};

/** What a new node listens for, as far as the provider pushes it. */
const favorite: WebhookEventName = 'messageReplied';

/** The events of each provider, and what the editor says about the provider. */
export function providerProperties(): INodeProperties[] {
	return pushing.flatMap(({ provider, webhooks }): INodeProperties[] => {
		const displayOptions = { show: { provider: [provider.id] } };
		const hint: INodeProperties = {
			displayName: webhooks.hint ?? '',
			name: `${provider.id}Hint`,
			type: 'notice',
			default: '',
			displayOptions,
		};
		const events: INodeProperties = {
			displayName: 'Events',
			name: 'events',
			type: 'multiOptions',
			required: true,
			default: [defaultEvent(webhooks.events)],
			description: 'The events that start the workflow. Each event is one item.',
			options: webhooks.events.map(({ event }) => ({
				name: labelOf(event),
				value: event,
				description: descriptions[event],
			})),
			displayOptions,
		};
		return webhooks.hint === undefined ? [events] : [hint, events];
	});
}

/** Hides the webhook's address, as an expression: only where the service's app registers the hook, users need it. */
export const hidesUrl = `={{ !${JSON.stringify(
	providersWith(({ webhooks }) => webhooks.registration === undefined),
)}.includes($parameter["provider"]) }}`;

/** IDs of the providers whose webhooks have a property. */
function providersWith(has: (provider: PushingProvider) => boolean): string[] {
	return pushing.filter(has).map(({ provider }) => provider.id);
}

const withScope = providersWith(
	({ webhooks }) => webhooks.registration?.target === 'campaignOrAccount',
);

/** What the hook is limited to. */
export const targetProperties: INodeProperties[] = [
	{
		displayName: 'Scope',
		name: 'scope',
		type: 'options',
		noDataExpression: true,
		default: 'campaign',
		description: 'Which campaigns the webhook is for',
		options: [
			{ name: 'One Campaign', value: 'campaign' },
			{ name: 'Whole Account', value: 'account' },
		],
		displayOptions: { show: { provider: withScope } },
	},
	{
		displayName:
			'A webhook for the whole account overrides the webhooks of single campaigns and clients for the same events: those then receive nothing.',
		name: 'accountScopeWarning',
		type: 'notice',
		default: '',
		displayOptions: { show: { provider: withScope, scope: ['account'] } },
	},
	{
		...campaignLocator,
		required: true,
		displayOptions: { show: { provider: withScope, scope: ['campaign'] } },
	},
	{
		displayName: 'Resthook',
		name: 'resthook',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a resthook...',
				typeOptions: { searchListMethod: 'rapidProResthooks', searchable: true },
			},
			{
				displayName: 'By Name',
				name: 'name',
				type: 'string',
				placeholder: 'e.g. campaign-reply',
			},
		],
		displayOptions: {
			show: {
				provider: providersWith(({ webhooks }) => webhooks.registration?.target === 'resthook'),
			},
		},
	},
];

/** Which deliveries become items. */
export const filterProperty: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		campaignIdsProperty(
			'Only events of campaigns with these IDs, separated by commas. Events that name no campaign are left out.',
		),
	],
	displayOptions: { show: { provider: providersWith(({ webhooks }) => webhooks.namesCampaign) } },
};

/** How deliveries become items. */
export const optionsProperty: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Accept Unsigned',
			name: 'acceptUnsigned',
			type: 'boolean',
			default: false,
			description:
				'Whether to accept deliveries without a signature. Anyone who knows the address can then start the workflow. A signature that is there is verified all the same.',
			displayOptions: {
				show: {
					'/provider': providersWith(
						({ webhooks: { verification } }) =>
							verification.by === 'signature' && verification.secret === 'pasted',
					),
				},
			},
		},
		{
			displayName: 'Include Bots',
			name: 'includeBots',
			type: 'boolean',
			default: false,
			description: 'Whether to report opens and clicks by bots, such as spam filters, as well',
			displayOptions: {
				show: {
					'/provider': providersWith(({ webhooks }) =>
						webhooks.events.some(({ botWords }) => botWords !== undefined),
					),
				},
			},
		},
		simplifyProperty,
	],
};

function defaultEvent(events: readonly PushedEvent[]): WebhookEventName | '' {
	const offered = events.map(({ event }) => event);
	return offered.includes(favorite) ? favorite : (offered[0] ?? '');
}

/** "messageSent" becomes "Message Sent". */
function labelOf(event: string): string {
	const words = event.replace(/([A-Z])/g, ' $1');
	return words.charAt(0).toUpperCase() + words.slice(1);
}
