import { fastify } from 'fastify';
import { asObject, type JsonObject, objectArray } from '../../../sandbox/n8n/json.mts';

/** A model on this machine that speaks OpenAI's chat completions and says what it was told to. */
export interface ScriptedModel {
	/** The Base URL of its API. */
	readonly url: string;
	/** The messages of each request. */
	readonly conversations: readonly JsonObject[][];
	close(): Promise<void>;
}

/**
 * Starts a model that calls one tool, and answers when it has the result.
 *
 * @param answer makes the answer of the tool's result
 */
export async function startScriptedModel(
	call: { readonly tool: string; readonly arguments: JsonObject },
	answer: (result: string) => string,
): Promise<ScriptedModel> {
	const conversations: JsonObject[][] = [];
	const app = fastify({ forceCloseConnections: true });
	app.post('/v1/chat/completions', async (request) => {
		const messages = objectArray(asObject(request.body).messages);
		conversations.push(messages);
		const last = messages.at(-1);
		const isDone = last?.role === 'tool';
		const toolCall = {
			id: 'call_1',
			type: 'function',
			function: { name: call.tool, arguments: JSON.stringify(call.arguments) },
		};
		const message = isDone
			? { role: 'assistant', content: answer(String(last.content)) }
			: { role: 'assistant', content: null, tool_calls: [toolCall] };
		return {
			id: 'chatcmpl-1',
			object: 'chat.completion',
			created: 0,
			model: 'scripted',
			choices: [{ index: 0, message, finish_reason: isDone ? 'stop' : 'tool_calls' }],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	});
	const address = await app.listen({ host: '127.0.0.1', port: 0 });
	return { url: `${address}/v1`, conversations, close: async () => await app.close() };
}
