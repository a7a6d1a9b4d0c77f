import type { ICredentialTestRequest } from 'n8n-workflow';
import type { Provider } from '../providers/contract/provider';
import { providers } from '../providers/registry';

const addresses = byProvider(({ service }) => service.address);
const apiPaths = byProvider(({ service }) => service.apiPath);
const testPaths = byProvider(({ service }) => `/${service.test.path.join('/')}`);

/** Without these rules, n8n shows only the HTTP reason, such as "Unauthorized". */
const statusRules = [
	statusRule(
		401,
		"The service rejected the key. Check 'API Key or Token', and that 'Provider' is the service that the key belongs to.",
	),
	statusRule(
		403,
		"The service rejected the key, or its user is not allowed to use the API. Check 'API Key or Token' and 'Provider'.",
	),
	statusRule(
		404,
		"The server at this address is not the chosen service. Check 'Provider', 'Base URL' and 'Data Center'.",
	),
	statusRule(429, 'The service takes no more requests for now. Try again in a minute.'),
	...[301, 302, 303, 307, 308].map((status) =>
		statusRule(
			status,
			"The address redirects to another one. Set 'Base URL' to the final address.",
		),
	),
];

const bodyRules = [
	...providers.flatMap(({ service }) =>
		(service.test.refusals ?? []).map(({ key, value, message }) => bodyRule(key, value, message)),
	),
	// Only a string has the method trim, and its length (the number of its parameters) is 0.
	bodyRule(
		'trim.length',
		0,
		"The address answered with a web page instead of data. Check 'Base URL' and 'Data Center'.",
	),
];

/**
 * How n8n tests the credential: with a read that each service answers only to a valid key. n8n accepts nothing but data
 * and expressions here, so the rule that `resolveCredential` has for addresses is repeated.
 */
export const credentialTest: ICredentialTestRequest = {
	request: {
		baseURL: `={{ (($credentials.baseUrl || '').trim() || ${addresses}[$credentials.provider].replace('{dataCenter}', ($credentials.dataCenter || '').trim())).replace(/\\/+$/, '').replace(new RegExp(${apiPaths}[$credentials.provider] + '$'), '') }}`,
		url: `={{ ${apiPaths}[$credentials.provider] + ${testPaths}[$credentials.provider] }}`,
		headers: { Accept: 'application/json' },
		disableFollowRedirect: true,
	},
	// n8n reads each rule by its own type, but the declared type wants all of them to be of one type.
	rules: [...bodyRules, ...statusRules] as ICredentialTestRequest['rules'],
};

/** A JavaScript object of one text for each provider's ID, for use in an expression. */
function byProvider(textOf: (provider: Provider) => string): string {
	return JSON.stringify(Object.fromEntries(providers.map((entry) => [entry.id, textOf(entry)])));
}

function bodyRule(key: string, value: unknown, message: string) {
	return { type: 'responseSuccessBody' as const, properties: { key, value, message } };
}

function statusRule(value: number, message: string) {
	return { type: 'responseCode' as const, properties: { value, message } };
}
