import type { ICredentialTestRequest } from 'n8n-workflow';
import { providers } from '../providers/registry';

const table = (valueOf: (provider: (typeof providers)[number]) => string) =>
	JSON.stringify(Object.fromEntries(providers.map((provider) => [provider.id, valueOf(provider)])));

const addresses = table(({ service }) => service.address);
const apiPaths = table(({ service }) => service.apiPath);
const testPaths = table(({ service }) => `/${service.test.path.join('/')}`);

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
	rules: [
		...providers.flatMap(({ service }) =>
			service.test.refusals.map(({ key, value, message }) => refusal(key, value, message)),
		),
		// Only a text has a method trim, whose length (its number of arguments) is 0.
		refusal(
			'trim.length',
			0,
			"The address answered with a page instead of data: check 'Base URL' and 'Data Center'",
		),
	],
};

function refusal(key: string, value: unknown, message: string) {
	return {
		type: 'responseSuccessBody' as const,
		properties: { key, value, message },
	};
}
