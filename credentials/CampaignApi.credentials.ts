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
			description: 'The service that the key is for',
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
				displayName: `In ${displayName}: ${service.keyLocation}`,
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
				'The first part of the address where you log in, for example us-1 of https://us-1.dailystory.com',
			displayOptions: {
				show: {
					provider: providers
						.filter(({ service }) => service.address.includes('{dataCenter}'))
						.map(({ id }) => id),
				},
			},
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://rapidpro.example.org',
			description:
				"Only for a service of your own, such as a self-hosted RapidPro, or a gateway. Without the API's own path. Empty: the service's own address (for RapidPro https://textit.com).",
		},
	];

	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => authenticate(credentials, requestOptions);

	test: ICredentialTestRequest = credentialTest;
}
