import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../sandbox/n8n/json.mts';
import { CAMPAIGN_NODE } from '../../sandbox/n8n/tour.mts';
import { McpClient, type Tool } from './helpers/mcp.mts';
import { useWorld } from './helpers/useWorld.mts';
import { campaignNode, node, type WorkflowNode } from './helpers/workflows.mts';
import type { Provider } from './helpers/world.mts';

const world = useWorld();
const limitMs = 120_000;

/** The expression that the editor stores when a user lets the model set a field. */
const byModel = (key: string, type: 'string' | 'number' | 'boolean' = 'string') =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`\`, '${type}') }}`;

const campaignByModel = { __rl: true, mode: 'id', value: byModel('Campaign') };

function tool(name: string, provider: Provider, parameters: JsonObject): WorkflowNode {
	return { ...campaignNode(world(), name, provider, parameters), type: `${CAMPAIGN_NODE}Tool` };
}

/** Connects tools to an MCP Server Trigger and opens a session with it. */
async function connect(tools: WorkflowNode[]): Promise<McpClient> {
	const path = randomUUID();
	const trigger = node(
		'Server',
		'@n8n/n8n-nodes-langchain.mcpTrigger',
		{ path },
		{ typeVersion: 2, webhookId: path },
	);
	const connections = Object.fromEntries(
		tools.map(({ name }) => [name, { ai_tool: [[{ node: 'Server', type: 'ai_tool', index: 0 }]] }]),
	);
	const { client, n8n } = world();
	const { id } = await client.createWorkflow({
		name: `Tools ${path}`,
		nodes: [trigger, ...tools],
		connections,
		settings: {},
	});
	await client.activateWorkflow(id);
	return await McpClient.connect(`${n8n.address}/mcp/${path}`);
}

const named = (tools: Tool[], name: string) => tools.find((it) => it.name === name);

it(
	'a tool description says what the tool does, on which service, with which arguments, and whether it contacts people',
	async () => {
		const mcp = await connect([
			tool('List', 'smartlead', {
				operation: 'getAll',
				limit: byModel('Limit', 'number'),
				filters: { name: byModel('Name') },
			}),
			tool('Read', 'rapidPro', { operation: 'get', campaign: campaignByModel }),
			tool('Switch', 'inbox', {
				operation: 'changeStatus',
				campaign: campaignByModel,
				status: byModel('Status'),
			}),
			tool('Remove', 'smartlead', { operation: 'delete', campaign: campaignByModel }),
			tool('Own_words', 'smartlead', {
				operation: 'delete',
				campaign: campaignByModel,
				toolDescription: 'What I wrote',
			}),
		]);
		const tools = await mcp.tools();
		expect(tools.map(({ name }) => name).sort()).toEqual([
			...['List', 'Own_words', 'Read', 'Remove', 'Switch'],
		]);
		expect(named(tools, 'List')).toMatchObject({
			description: expect.stringMatching(/^List campaigns on Smartlead.*Changes nothing/),
			inputSchema: {
				properties: { Limit: { type: 'number' }, Name: { type: 'string' } },
				required: ['Limit', 'Name'],
			},
		});
		expect(named(tools, 'Read')?.description).toMatch(/^Read one campaign on RapidPro \/ TextIt/);
		const { description, inputSchema } = named(tools, 'Switch') ?? {};
		expect(description).toMatch(
			/one campaign on Inbox.* one of: active \(.*\); paused \(Sends nothing until.*\)\./,
		);
		expect(description).toContain('send messages to real people at once');
		expect(inputSchema).toMatchObject({
			properties: { Campaign: { type: 'string' }, Status: { type: 'string' } },
			required: ['Campaign', 'Status'],
		});
		expect(named(tools, 'Remove')?.description).toContain('cannot be undone');
		expect(named(tools, 'Own_words')?.description).toBe('What I wrote');
	},
	limitMs,
);

it(
	'a tool call does what its description says, with a response that is short enough for a model',
	async () => {
		const mcp = await connect([
			tool('List', 'smartlead', { operation: 'getAll', filters: { name: byModel('Name') } }),
			tool('Pause', 'smartlead', {
				operation: 'changeStatus',
				campaign: campaignByModel,
				status: byModel('Status'),
			}),
			tool('Create', 'smartlead', { operation: 'create', name: byModel('Name') }),
		]);
		const found = await mcp.call('List', { Name: 'SaaS Founders Q1 2025' });
		const campaigns = JSON.parse(found.text) as Array<{ id: string; name: string; status: string }>;
		const { id } = campaigns.find(({ name }) => name === 'SaaS Founders Q1 2025') ?? {};
		expect(id).toMatch(/^[0-9]+$/);
		expect(found.text.length / campaigns.length).toBeLessThan(400);

		await world().control('POST', '/reset');
		const paused = await mcp.call('Pause', { Campaign: id, Status: 'paused' });
		expect(JSON.parse(paused.text)).toMatchObject([{ id, status: 'paused' }]);
		const sent = await world().requests('smartlead');
		expect(sent.filter(({ method }) => method === 'POST')).toMatchObject([
			{ path: `/api/v1/campaigns/${id}/status`, body: { status: 'PAUSED' } },
		]);

		const created = await mcp.call('Create', { Name: 'By a model' });
		expect(JSON.parse(created.text)).toMatchObject([{ name: 'By a model', status: 'draft' }]);
		const after = await world().requests('smartlead');
		expect(after.some(({ body }) => JSON.stringify(body ?? '').includes('START'))).toBe(false);
	},
	limitMs,
);

it(
	'a refused tool call returns the reason and what to do',
	async () => {
		const mcp = await connect([
			tool('Read', 'smartlead', { operation: 'get', campaign: campaignByModel }),
		]);
		const { text } = await mcp.call('Read', { Campaign: '999999' });
		expect(text).toContain("Smartlead has no campaign with the ID '999999'");
		expect(text).toContain('Choose it from the list');
	},
	limitMs,
);
