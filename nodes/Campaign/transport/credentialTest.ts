import type { ICredentialTestRequest } from 'n8n-workflow';
import { providers } from '../providers/registry';

const table = (valueOf: (provider: (typeof providers)[number]) => string) =>
	JSON.stringify(Object.fromEntries(providers.map((provider) => [provider.id, valueOf(provider)])));

const addresses = table(({ service }) => service.address);
const apiPaths = table(({ service }) => service.apiPath);
const testPaths = table(({ service }) => `/${service.test.path.join('/')}`);

/** n8n would show the bare HTTP reason, such as "Unauthorized". */
const statusRules = [
	statusRule(
		401,
		"The service refused the key: check 'API Key or Token', and that 'Provider' is the service it belongs to",
	),
	statusRule(
		403,
		"The service refused the key, or its user may not use the API: check 'API Key or Token' and 'Provider'",
	),
	statusRule(
		404,
		"The address answers, but not as this service does: check 'Provider', 'Base URL' and 'Data Center'",
	),
	statusRule(429, 'The service takes no more requests for now: try again in a minute'),
	...[301, 302, 303, 307, 308].map((status) =>
		statusRule(
			status,
			"The address redirects to another one: enter the one that answers itself in 'Base URL'",
		),
	),
];

const bodyRules = [
	...providers.flatMap(({ service }) =>
		(service.test.refusals ?? []).map(({ key, value, message }) => bodyRule(key, value, message)),
	),
	// Only a text has a method trim, whose length (its number of arguments) is 0.
	bodyRule(
		'trim.length',
		0,
		"The address answered with a page instead of data: check 'Base URL' and 'Data Center'",
	),
];

/**
 * The test of the credential: a read of each service that only the right key answers. n8n takes it as
 * data with expressions only, so the rule of openAccount for addresses stands here once more.
 */
export const credentialTest: ICredentialTestRequest = {
	request: {
		baseURL: `={{ (($credentials.baseUrl || '').trim() || ${addresses}[$credentials.provider].replace('{dataCenter}', ($credentials.dataCenter || '').trim())).replace(/\\/+$/, '').replace(new RegExp(${apiPaths}[$credentials.provider] + '$'), '') }}`,
		url: `={{ ${apiPaths}[$credentials.provider] + ${testPaths}[$credentials.provider] }}`,
		headers: { Accept: 'application/json' },
		disableFollowRedirect: true,
	},
	// n8n reads every rule by its own type; its declaration wants them all of one.
	rules: [...bodyRules, ...statusRules] as ICredentialTestRequest['rules'],
};

function bodyRule(key: string, value: unknown, message: string) {
	return { type: 'responseSuccessBody' as const, properties: { key, value, message } };
}

function statusRule(value: number, message: string) {
	return { type: 'responseCode' as const, properties: { value, message } };
}
