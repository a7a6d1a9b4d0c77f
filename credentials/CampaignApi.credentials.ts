import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { providers } from '../nodes/Campaign/providers/registry';
import { authenticate } from '../nodes/Campaign/transport/authenticate';
import { credentialTest } from '../nodes/Campaign/transport/credentialTest';

/** Those that show the secret of a webhook only in their own app. */
const providersWithPastedSecret = providers
	.filter(({ webhooks }) => {
		const verification = webhooks?.verification;
		return verification?.by === 'signature' && verification.secret === 'pasted';
	})
	.map(({ id }) => id);

export class CampaignApi implements ICredentialType {
	name = 'campaignApi';

	displayName = 'Campaign API';

	icon = {
		light: 'file:../nodes/Campaign/campaign.svg',
		dark: 'file:../nodes/Campaign/campaign.dark.svg',
	} as const;

	documentationUrl = 'https://github.com/n8n-nodes-campaigns/n8n-nodes-campaigns#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Provider',
			name: 'provider',
			type: 'options',
			options: providers.map(({ id, displayName }) => ({ name: displayName, value: id })),
			default: 'smartlead',
			description: 'The service that the key belongs to',
		},
		{
			displayName: 'API Key or Token',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
		},
		...providers.map(
			({ id, displayName, service }): INodeProperties => ({
				displayName: `Find it in ${displayName} under ${service.keyLocation}`,
				name: `${id}KeyPlace`,
				type: 'notice',
				default: '',
				displayOptions: { show: { provider: [id] } },
			}),
		),
		{
			displayName: 'Data Center',
			name: 'dataCenter',
			type: 'string',
			default: '',
			placeholder: 'e.g. us-1',
			description:
				'The first part of the address where you log in, for example us-1 in https://us-1.dailystory.com',
			displayOptions: {
				show: {
					provider: providers
						.filter(({ service }) => service.address.includes('{dataCenter}'))
						.map(({ id }) => id),
				},
			},
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only needed for the Campaign Webhook Trigger: the signing secret that the service shows for the webhook. If the test and the production webhook have a secret each, enter both with a space between them.',
			displayOptions: { show: { provider: providersWithPastedSecret } },
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://rapidpro.example.org',
			description:
				"Only needed for your own server, such as a self-hosted RapidPro, or for a gateway. Enter the address without the API's own path. If empty, the service's own address is used (for RapidPro, https://textit.com).",
		},
	];

	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => authenticate(credentials, requestOptions);

	test: ICredentialTestRequest = credentialTest;
}
