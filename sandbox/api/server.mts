import { fastify, type FastifyInstance } from 'fastify';
import { controlRoutes } from './control/routes.mts';
import { createDailyStory } from './dailystory/service.mts';
import { createFalconyte } from './falconyte/service.mts';
import { Faults } from './faults.mts';
import { createInbox } from './inbox/service.mts';
import { Moves } from './scheduled-changes.mts';
import { createRapidPro } from './rapidpro/service.mts';
import { RequestLog } from './request-log.mts';
import { misbehave, send } from './send.mts';
import type { ApiRequest, ProviderId, Service } from './service.mts';
import { createSmartlead } from './smartlead/service.mts';
import { Store } from './state-file.mts';

export interface SandboxOptions {
	/** Port on 127.0.0.1; a free one where it is left out or 0. */
	port?: number;
	/** Whether the documented rate limits are enforced from the start (default true). */
	limits?: boolean;
	/** File in which the services' state and the log outlive the process; in memory only where it is left out. */
	stateFile?: string;
	/** The keys that services accept; each one's own where it is left out. */
	keys?: Partial<Record<ProviderId, string>>;
	/** Whether every request to a service is logged to stdout; without its query, which may hold a key (default false). */
	verbose?: boolean;
}

export interface Sandbox {
	/** "http://127.0.0.1:<port>" */
	address: string;
	close(): Promise<void>;
}

/** What the services and the control API share. */
export interface Shared {
	services: Service[];
	log: RequestLog;
	faults: Faults;
	moves: Moves;
	/** Seed state, empty log, no faults, limits as started. */
	reset(): void;
	/** Writes everything down, where there is a file for it. */
	save(): void;
}

const largestBody = 32 * 1024 * 1024;

/** What the log shows of a request: some services take their key in the query. */
function withoutQuery({ method, url }: { method: string; url: string }) {
	return { method, path: url.replace(/\?.*/, '') };
}

function serve(app: FastifyInstance, service: Service, shared: Shared, stop: AbortSignal): void {
	app.all(`/${service.prefix}/*`, async (incoming, reply) => {
		const rawUrl = incoming.raw.url ?? '';
		const mark = rawUrl.indexOf('?');
		const request: ApiRequest = {
			method: incoming.method,
			path: (mark < 0 ? rawUrl : rawUrl.slice(0, mark)).slice(service.prefix.length + 1),
			query: new URLSearchParams(mark < 0 ? '' : rawUrl.slice(mark + 1)),
			headers: incoming.headers,
			body: Buffer.isBuffer(incoming.body) ? incoming.body : Buffer.alloc(0),
			base: `http://${incoming.headers.host ?? ''}/${service.prefix}`,
		};
		const entry = shared.log.add(service.id, request, rawUrl);
		const handle = async () => {
			const answer = await service.handle(request);
			// before the answer goes out: what a client was told is never lost
			shared.save();
			return answer;
		};
		const fault = shared.faults.take(service.id, request.method, request.path);
		if (fault) {
			reply.hijack();
			try {
				entry.status = await misbehave(reply.raw, fault, handle, stop);
			} catch (error) {
				reply.raw.destroy();
				if (!stop.aborted) throw error;
			}
			return;
		}
		const answer = await handle();
		shared.moves.happen(service, request.method, request.path);
		entry.status = answer.status;
		// not fastify's own reply: it would add to the headers that the service really sends
		reply.hijack();
		send(reply.raw, answer);
	});
}

/**
 * Starts the five APIs and the control API on loopback, in their seed state, or in that of the state file where there is one.
 * @throws the listening error (for example `EADDRINUSE`)
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, limits = true, stateFile, keys = {}, verbose = false } = options;
	const services = [
		createDailyStory(keys.dailyStory),
		createFalconyte(keys.falconyte),
		createInbox(keys.inbox),
		createRapidPro(keys.rapidPro),
		createSmartlead(keys.smartlead),
	];
	const log = new RequestLog();
	const store = stateFile === undefined ? undefined : new Store(stateFile, services, log);
	const shared: Shared = {
		services,
		log,
		faults: new Faults(),
		moves: new Moves(),
		reset() {
			log.clear();
			shared.faults.clear();
			shared.moves.clear();
			for (const service of services) {
				service.meter.reset(limits ? service.meter.documented : null);
				service.reset();
			}
		},
		save: () => store?.save(),
	};
	shared.reset();
	store?.load();

	const stopping = new AbortController();
	const app = fastify({
		logger: verbose ? { level: 'debug', serializers: { req: withoutQuery } } : false,
		bodyLimit: largestBody,
		forceCloseConnections: true,
		routerOptions: { maxParamLength: 10_000 },
	});
	await app.register(async (raw) => {
		// every service reads bodies itself, as its framework would
		raw.removeAllContentTypeParsers();
		raw.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
			done(null, body);
		});
		for (const service of services) serve(raw, service, shared, stopping.signal);
	});
	await app.register(async (control) => controlRoutes(control, shared), { prefix: '/control' });
	const address = await app.listen({ host: '127.0.0.1', port });
	return {
		address,
		async close() {
			stopping.abort();
			await app.close();
		},
	};
}
