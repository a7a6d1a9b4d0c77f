import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Provider } from '../../dist/modules/nodes/Campaign/providers/contract/provider.js';
import { callsOf, template } from '../calls.mts';
import { Pseudonyms } from './pseudonyms.mts';

/** A request and its answer, without the key and with made-up values. */
export interface Exchange {
	readonly request: {
		readonly method: string;
		/** With the API's own path, without that of the Base URL. */
		readonly path: string;
		readonly query: Readonly<Record<string, string>>;
		readonly body: unknown;
	};
	readonly response: {
		readonly status: number;
		readonly headers: Readonly<Record<string, string>>;
		/** A text when it was not JSON: then it is not recorded, but for whether there was one. */
		readonly body: unknown;
	};
}

/** A server on this machine that passes every request on to a service, and keeps what was said. */
export interface Recorder {
	/** The Base URL that leads to it. */
	readonly address: string;
	/** Writes each exchange to a file of the folder, in their order. */
	save(folder: string): Promise<void>;
	close(): Promise<void>;
}

/** @param target the service's address, without the API's own path */
export async function startRecorder(provider: Provider, target: string): Promise<Recorder> {
	const exchanges: Exchange[] = [];
	const { unknownId = '' } = provider.accountCheck ?? {};
	const pseudonyms = new Pseudonyms([unknownId]);
	const keyParameters = Object.keys(provider.service.authentication('key').query ?? {});

	const server = createServer((incoming, outgoing) => {
		void pass(incoming).then(
			({ status, headers, text }) => outgoing.writeHead(status, headers).end(text),
			() => outgoing.destroy(),
		);
	});

	async function pass(incoming: IncomingMessage) {
		const chunks: Buffer[] = [];
		for await (const chunk of incoming) chunks.push(chunk as Buffer);
		const sent = Buffer.concat(chunks).toString();
		const { method = 'GET', url = '/' } = incoming;
		const answer = await fetch(target + url, {
			method,
			redirect: 'manual',
			headers: headersOf(incoming.headers, [
				'authorization',
				'x-api-key',
				'accept',
				'content-type',
			]),
			...(sent === '' ? {} : { body: sent }),
		});
		const text = await answer.text();
		const headers = headersOf(Object.fromEntries(answer.headers), [
			'content-type',
			'location',
			'retry-after',
			'x-ratelimit-limit',
			'x-ratelimit-remaining',
			'x-ratelimit-reset',
		]);
		const { pathname, searchParams } = new URL(url, 'http://localhost');
		const call = findCall(provider, method, pathname);
		const answered = pseudonyms.of(parse(text), call?.answer);
		const { location: _, ...kept } = headers;
		exchanges.push({
			request: {
				method,
				path: pathname
					.split('/')
					.map((segment, index) =>
						call?.template[index] === segment ? segment : pseudonyms.ofSegment(segment),
					)
					.join('/'),
				query: Object.fromEntries(
					[...searchParams]
						.filter(([name]) => !keyParameters.includes(name))
						.map(([name, value]) => [name, pseudonyms.ofParameter(value)]),
				),
				body: sent === '' ? null : pseudonyms.of(parse(sent)),
			},
			response: { status: answer.status, headers: kept, body: answered },
		});
		return { status: answer.status, headers, text };
	}

	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		address: `http://127.0.0.1:${port}`,
		async save(folder) {
			await mkdir(folder, { recursive: true });
			for (const [index, exchange] of exchanges.entries()) {
				const file = `${String(index + 1).padStart(2, '0')}.json`;
				await writeFile(join(folder, file), `${JSON.stringify(exchange, null, '\t')}\n`);
			}
		},
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** The call that has a request's path: which of its segments are IDs, and what is expected of the answer. */
function findCall(provider: Provider, method: string, path: string) {
	const segments = path.split('/');
	return callsOf(provider)
		.map(({ request }) => ({
			method: request.method,
			answer: request.answer,
			template: template(provider, request).split('/'),
		}))
		.find(
			(call) =>
				call.method === method &&
				call.template.length === segments.length &&
				call.template.every((each, index) => each === '{id}' || each === segments[index]),
		);
}

function headersOf(
	headers: Readonly<Record<string, string | string[] | undefined>>,
	names: readonly string[],
): Record<string, string> {
	return Object.fromEntries(
		names.flatMap((name) => {
			const value = headers[name];
			return value === undefined ? [] : [[name, String(value)]];
		}),
	);
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text === '' ? '' : 'not JSON';
	}
}
