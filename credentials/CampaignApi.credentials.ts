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

/** n8n would show the bare HTTP reason, such as "Unauthorized". */
const refusals = [
	[
		401,
		"The service refused the key: check 'API Key or Token', and that 'Provider' is the service it belongs to",
	],
	[
		403,
		"The service refused the key, or its user may not use the API: check 'API Key or Token' and 'Provider'",
	],
	[
		404,
		"The address answers, but not as this service does: check 'Provider', 'Base URL' and 'Data Center'",
	],
	[429, 'The service takes no more requests for now: try again in a minute'],
	...[301, 302, 303, 307, 308].map((status): [number, string] => [
		status,
		"The address redirects to another one: enter the one that answers itself in 'Base URL'",
	]),
].map(([value, message]) => ({
	type: 'responseCode' as const,
	properties: { value: Number(value), message: String(message) },
}));

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
				displayName: `In ${displayName}: ${service.keyPlace}`,
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

	test: ICredentialTestRequest = {
		...credentialTest,
		// n8n reads every rule by its own type; its declaration wants them all of one.
		rules: [...(credentialTest.rules ?? []), ...refusals] as ICredentialTestRequest['rules'],
	};
}
