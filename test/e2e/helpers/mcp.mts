import { setTimeout as sleep } from 'node:timers/promises';
import {
	isObject,
	type JsonObject,
	asObject,
	objectArray,
	asString,
} from '../../../sandbox/n8n/json.mts';

/** A tool as n8n tells a model of it. */
export interface Tool {
	name: string;
	description: string;
	/** JSON Schema of its arguments */
	inputSchema: JsonObject;
}

/** What a call of a tool gave. */
export interface ToolAnswer {
	isError: boolean;
	/** What a model would read */
	text: string;
}

/**
 * A client of n8n's MCP Server Trigger, which offers the tools connected to it as n8n's agents get them: the same
 * names, descriptions and schemas, and the same calls, without a model.
 */
export class McpClient {
	private readonly url: string;
	private session: string | undefined;
	private nextId = 1;

	private constructor(url: string) {
		this.url = url;
	}

	/** Opens a session at the trigger's address; n8n registers it a moment after the workflow is published. */
	static async connect(url: string): Promise<McpClient> {
		const client = new McpClient(url);
		const deadline = Date.now() + 15_000;
		while ((await fetch(url, { method: 'POST' })).status === 404 && Date.now() < deadline) {
			await sleep(100);
		}
		await client.ask('initialize', {
			protocolVersion: '2025-03-26',
			capabilities: {},
			clientInfo: { name: 'test', version: '1' },
		});
		await client.send({ method: 'notifications/initialized' });
		return client;
	}

	async tools(): Promise<Tool[]> {
		return objectArray((await this.ask('tools/list', {})).tools).map((tool) => ({
			name: asString(tool.name) ?? '',
			description: asString(tool.description) ?? '',
			inputSchema: asObject(tool.inputSchema),
		}));
	}

	async call(name: string, args: JsonObject): Promise<ToolAnswer> {
		const result = await this.ask('tools/call', { name, arguments: args });
		const texts = objectArray(result.content).map((part) => asString(part.text) ?? '');
		return { isError: result.isError === true, text: texts.join('\n') };
	}

	private async ask(method: string, params: JsonObject): Promise<JsonObject> {
		const id = this.nextId++;
		const text = await this.send({ id, method, params });
		// The answer comes as JSON, or as the data of an event stream.
		const lines = text.split('\n').flatMap((line) => /^data: (.*)$/.exec(line)?.[1] ?? []);
		const messages: unknown[] = (lines.length > 0 ? lines : [text]).map((it) => JSON.parse(it));
		const answer = messages.filter(isObject).find((message) => message.id === id);
		if (answer === undefined || answer.error !== undefined) {
			throw new Error(`${method} was not answered: ${text}`);
		}
		return asObject(answer.result);
	}

	private async send(message: JsonObject): Promise<string> {
		const response = await fetch(this.url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				accept: 'application/json, text/event-stream',
				...(this.session === undefined ? {} : { 'mcp-session-id': this.session }),
			},
			body: JSON.stringify({ jsonrpc: '2.0', ...message }),
		});
		this.session ??= response.headers.get('mcp-session-id') ?? undefined;
		const text = await response.text();
		if (!response.ok) throw new Error(`n8n refused ${String(message.method)}: ${text}`);
		return text;
	}
}
