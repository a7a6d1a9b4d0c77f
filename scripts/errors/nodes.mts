import { keys, rapidProDemotedKey } from '../../sandbox/api/keys.mts';
import type { StoredResource } from '../../sandbox/n8n/client.mts';
import { CREDENTIAL_TYPE, type SandboxService } from '../../sandbox/n8n/sandbox-credentials.mts';
import { campaignNode, node, type WorkflowNode } from '../../test/e2e/helpers/workflows.mts';
import type { World } from '../../test/e2e/helpers/world.mts';
import type { ErrorCase } from './cases.mts';
import type { LoggedRequest } from './service.mts';

async function credentialFor(
	world: World,
	{ provider, title, path, extraFields }: SandboxService,
	{ credential: kind }: ErrorCase,
): Promise<StoredResource> {
	if (kind === undefined) return world.credential(provider);
	const baseUrl = world.sandbox.address + path;
	const changes = {
		'wrong key': { apiKey: 'wrong-key' },
		'key of a demoted user': { apiKey: rapidProDemotedKey },
		'wrong address': { baseUrl: `${baseUrl}/elsewhere` },
	}[kind];
	const data = { provider, apiKey: keys[provider], ...extraFields, baseUrl, ...changes };
	return await world.client.saveCredential(`${title}, ${kind}`, CREDENTIAL_TYPE, data);
}

/** The Campaign node of a case. It does not wait and retry, so that it shows its final error at once. */
export async function campaignNodeFor(
	world: World,
	service: SandboxService,
	errorCase: ErrorCase,
	name: string,
): Promise<WorkflowNode> {
	const parameters = { ...errorCase.parameters, options: { maxWait: 0 } };
	const credentials = { [CREDENTIAL_TYPE]: await credentialFor(world, service, errorCase) };
	return campaignNode(world, name, service.provider, parameters, { credentials });
}

/** The HTTP Request node of a request, set up the way the service's documentation describes it. */
export async function httpRequestNodeFor(
	world: World,
	{ title, path }: SandboxService,
	request: LoggedRequest,
	name: string,
): Promise<WorkflowNode> {
	const { api_key: queryKey, ...query } = request.query;
	const header = ['authorization', 'x-api-key'].find((it) => it in request.headers);
	const [type, data] =
		header === undefined
			? ['httpQueryAuth', { name: 'api_key', value: queryKey }]
			: ['httpHeaderAuth', { name: header, value: request.headers[header] }];
	const credentialName = `${title} by HTTP Request, ${String(data.value)}`;
	const credential = await world.client.saveCredential(credentialName, type, data);
	const parameters = Object.entries(query).map(([key, value]) => ({ name: key, value }));
	return node(
		name,
		'n8n-nodes-base.httpRequest',
		{
			method: request.method,
			url: world.sandbox.address + path + request.path,
			authentication: 'genericCredentialType',
			genericAuthType: type,
			...(parameters.length === 0 ? {} : { sendQuery: true, queryParameters: { parameters } }),
			...(request.body === null
				? {}
				: { sendBody: true, specifyBody: 'json', jsonBody: JSON.stringify(request.body) }),
			options: {},
		},
		{ typeVersion: 4.5, credentials: { [type]: credential } },
	);
}
