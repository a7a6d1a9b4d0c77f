import { TOUR_PREFIX } from '../../sandbox/n8n/examples.mts';
import { dataOf, errorOf } from '../../sandbox/n8n/execution.mts';
import { CREDENTIAL_TYPE, services } from '../../sandbox/n8n/sandbox-credentials.mts';
import {
	CAMPAIGN_NODE,
	TRIGGER_NODE,
	tourRows,
	WEBHOOK_TRIGGER_NODE,
} from '../../sandbox/n8n/tour.mts';
import { facts } from '../providers/facts.mts';
import { importedExamples } from './helpers/examples.mts';
import { useWorld } from './helpers/useWorld.mts';
import { campaignNode, itemSource, runChain } from './helpers/workflows.mts';
import type { Provider } from './helpers/world.mts';

const world = useWorld();
const limitMs = 120_000;
const providers: Provider[] = services.map(({ provider }) => provider);

describe('the installed package', () => {
	it('has the node and the credential, with light and dark icons', async () => {
		const { client } = world();
		const nodes = await client.nodeTypes('n8n-nodes-campaigns');
		expect(nodes.map(({ name }) => name).toSorted()).toEqual([
			CAMPAIGN_NODE,
			// n8n adds this for a node that is usable as a tool.
			`${CAMPAIGN_NODE}Tool`,
			TRIGGER_NODE,
			WEBHOOK_TRIGGER_NODE,
		]);
		const node = nodes.find(({ name }) => name === CAMPAIGN_NODE);
		const [credential] = await client.credentialTypes([CREDENTIAL_TYPE]);
		expect(node).toMatchObject({
			name: CAMPAIGN_NODE,
			displayName: 'Campaign',
			usableAsTool: true,
		});
		expect(credential).toMatchObject({ name: CREDENTIAL_TYPE, displayName: 'Campaign API' });
		for (const { iconUrl } of [node, credential] as Array<{
			iconUrl: { light: string; dark: string };
		}>) {
			for (const path of [iconUrl.light, iconUrl.dark]) {
				const file = await client.file(path);
				expect(file).toMatchObject({ status: 200 });
				expect(file.contentType).toContain('image/svg+xml');
				expect(file.text).toContain('<svg');
			}
		}
	});
});

describe.each(providers)('the credential test of %s', (provider) => {
	const test = async (changes: Record<string, unknown> = {}) =>
		await world().client.testCredential(world().credential(provider), CREDENTIAL_TYPE, changes);

	it(
		'accepts the right key, and an address with a trailing slash or the API path',
		async () => {
			expect(await test()).toMatchObject({ status: 'OK' });
			const address =
				world().sandbox.address + (services.find((it) => it.provider === provider)?.path ?? '');
			expect(await test({ baseUrl: `${address}/` })).toMatchObject({ status: 'OK' });
			const { apiPath } = facts[provider].api;
			expect(await test({ baseUrl: `${address}${apiPath}/` })).toMatchObject({ status: 'OK' });
		},
		limitMs,
	);

	it('fails with a wrong key', async () => {
		expect(await test({ apiKey: 'wrong' })).toMatchObject({ status: 'Error' });
	});

	it('explains that the key is empty', async () => {
		const { status, message } = await test({ apiKey: '' });
		expect(status).toBe('Error');
		expect(message).toContain("The credential's 'API Key or Token' is empty");
	});

	it('fails when a web page answers with 200', async () => {
		await world().control('POST', '/faults', {
			provider,
			status: 200,
			headers: { 'content-type': 'text/html' },
			body: '<html>Welcome</html>',
		});
		const { status, message } = await test();
		expect(status).toBe('Error');
		expect(message).toContain('page instead of data');
	});
});

it.each(
	providers.flatMap((provider) => {
		const body = facts[provider].errors.inconclusiveTest;
		return body === undefined ? [] : [[provider, body] as const];
	}),
)(
	'the credential test of %s fails on a 200 that does not prove the key right',
	async (provider, body) => {
		await world().control('POST', '/faults', {
			provider,
			status: 200,
			headers: { 'content-type': 'application/json' },
			body,
		});
		const result = await world().client.testCredential(
			world().credential(provider),
			CREDENTIAL_TYPE,
		);
		expect(result).toMatchObject({ status: 'Error' });
	},
);

describe('the examples', () => {
	it(
		'run, and each tour does what its notes say',
		async () => {
			const examples = await importedExamples(world());
			const tours = examples.filter(({ stored }) => stored.name.startsWith(TOUR_PREFIX));
			expect(tours).toHaveLength(5);
			for (const { stored, workflow } of tours) {
				await world().reset();
				const execution = await world().client.runWorkflow(stored.id);
				const rows = tourRows(workflow, execution);
				expect(rows.filter(({ passed }) => !passed)).toEqual([]);
				expect(rows.length).toBeGreaterThanOrEqual(5);
			}
		},
		limitMs,
	);
});

describe('a workflow that fails in item 2 of 3', () => {
	const items = ['2048110', '999999', '2048124'].map((id) => ({ id }));
	const parameters = {
		operation: 'get',
		campaign: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
	};

	it(
		'stops with an error that names the item and what to do',
		async () => {
			const execution = await runChain(world(), [
				itemSource('Items', items),
				campaignNode(world(), 'Campaign', 'smartlead', parameters),
			]);
			expect(execution.status).toBe('error');
			expect(errorOf(execution, 'Campaign')).toMatchObject({
				message: "Smartlead has no campaign with the ID '999999' [item 1]",
				description: expect.stringContaining('Choose it from the list'),
				httpCode: '404',
				itemIndex: 1,
			});
		},
		limitMs,
	);

	it(
		'continues with the other items with Continue',
		async () => {
			const execution = await runChain(world(), [
				itemSource('Items', items),
				campaignNode(world(), 'Campaign', 'smartlead', parameters, {
					onError: 'continueRegularOutput',
				}),
			]);
			expect(execution.status).toBe('success');
			const output = dataOf(execution, 'Campaign');
			expect(output.map(({ id, error }) => id ?? error)).toEqual([
				'2048110',
				"Smartlead has no campaign with the ID '999999' [item 1]",
				'2048124',
			]);
		},
		limitMs,
	);

	it(
		'sends the failed item to the error output with Continue (using error output)',
		async () => {
			const execution = await runChain(world(), [
				itemSource('Items', items),
				campaignNode(world(), 'Campaign', 'smartlead', parameters, {
					onError: 'continueErrorOutput',
				}),
			]);
			const [run] = execution.nodes.get('Campaign') ?? [];
			expect(run?.outputs.map((output) => output.length)).toEqual([2, 1]);
		},
		limitMs,
	);
});

describe('the editor', () => {
	const ask = (provider: Provider, path: string, method: string, parameters = {}) => ({
		nodeType: CAMPAIGN_NODE,
		path: `parameters.${path}`,
		method,
		parameters: { provider, resource: 'campaign', operation: 'get', ...parameters },
		credentials: { [CREDENTIAL_TYPE]: world().credential(provider) },
	});

	it.each(providers)('lists the campaigns of %s by name', async (provider) => {
		const { results } = await world().client.listSearch(
			ask(provider, 'campaign', 'searchCampaigns'),
		);
		expect(results.length).toBeGreaterThanOrEqual(8);
		expect(results.every(({ name, value }) => name !== '' && value !== '')).toBe(true);
	});

	it('loads the lists of templates and account links', async () => {
		const templates = await world().client.loadOptions(
			ask('falconyte', 'template_ids', 'falconyteTemplates'),
		);
		expect(templates.map(({ name }) => name)).toContain('Welcome');
		const links = await world().client.loadOptions(
			ask('inbox', 'accountLinkIds', 'inboxAccountLinks'),
		);
		expect(links).toHaveLength(3);
	});

	it('shows the error of the service instead of an empty list', async () => {
		await world().control('POST', '/faults', {
			provider: 'falconyte',
			status: 401,
			body: { ok: false, error: { code: 'UNAUTHENTICATED', message: 'The key has expired.' } },
		});
		await expect(
			world().client.loadOptions(ask('falconyte', 'template_ids', 'falconyteTemplates')),
		).rejects.toThrow('The key has expired.');
	});
});
