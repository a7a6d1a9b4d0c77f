import { fastify, type FastifyInstance } from 'fastify';
import { applyFault } from './apply-fault.mts';
import type { SandboxContext } from './context.mts';
import { controlRoutes } from './control/routes.mts';
import { createDailyStory } from './dailystory/service.mts';
import { createFalconyte } from './falconyte/service.mts';
import { Faults } from './faults.mts';
import { createInbox } from './inbox/service.mts';
import { OtherDocumentation } from './other-documentation.mts';
import { createRapidPro } from './rapidpro/service.mts';
import { RequestLog } from './request-log.mts';
import { ScheduledChanges } from './scheduled-changes.mts';
import { send } from './send.mts';
import type { ApiRequest, ProviderId, Service } from './service.mts';
import { createSmartlead } from './smartlead/service.mts';
import { StateFile } from './state-file.mts';
import { Deliveries } from './webhooks/deliveries.mts';

export interface SandboxOptions {
	/** Port on 127.0.0.1. Omitted or 0: a free port. */
	port?: number;
	/** Whether to enforce the documented rate limits (default true). */
	limits?: boolean;
	/** File that keeps the services' data and the request log across restarts. Omitted: memory only. */
	stateFile?: string;
	/** Keys that services accept instead of their own. */
	keys?: Partial<Record<ProviderId, string>>;
	/** Whether to log every request to stdout, without its query, which may hold a key (default false). */
	verbose?: boolean;
}

export interface Sandbox {
	/** "http://127.0.0.1:<port>" */
	address: string;
	close(): Promise<void>;
}

const maxBodyBytes = 32 * 1024 * 1024;

/** What the program's log shows of a request: not the query, because some services take their key in it. */
function withoutQuery({ method, url }: { method: string; url: string }) {
	return { method, path: url.replace(/\?.*/, '') };
}

function addService(
	app: FastifyInstance,
	service: Service,
	context: SandboxContext,
	stop: AbortSignal,
): void {
	app.all(`/${service.prefix}/*`, async (incoming, reply) => {
		const rawUrl = incoming.raw.url ?? '';
		const queryStart = rawUrl.indexOf('?');
		const path = queryStart < 0 ? rawUrl : rawUrl.slice(0, queryStart);
		const request: ApiRequest = {
			method: incoming.method,
			path: path.slice(service.prefix.length + 1),
			query: new URLSearchParams(queryStart < 0 ? '' : rawUrl.slice(queryStart + 1)),
			headers: incoming.raw.headers,
			body: Buffer.isBuffer(incoming.body) ? incoming.body : Buffer.alloc(0),
			base: `http://${incoming.headers.host ?? ''}/${service.prefix}`,
		};
		const entry = context.log.add(service.id, request, rawUrl);
		const handle = async () => {
			const usual = await service.handle(request);
			const response = context.otherDocumentation.apply(service.id, request, usual);
			// Save before the response goes out, so that nothing a client was told gets lost.
			context.save();
			return response;
		};
		// Bypass Fastify's reply, which would add headers that the service does not send.
		const fault = context.faults.take(service.id, request.method, request.path);
		if (fault) {
			reply.hijack();
			try {
				entry.status = await applyFault(reply.raw, fault, handle, stop);
			} catch (error) {
				reply.raw.destroy();
				if (!stop.aborted) throw error;
			}
			return;
		}
		const response = await handle();
		context.scheduledChanges.apply(service, request.method, request.path);
		entry.status = response.status;
		reply.hijack();
		send(reply.raw, response);
	});
}

/**
 * Starts the five APIs and the control API on 127.0.0.1, with the data of the state file, or the seed data if there is
 * none.
 *
 * @throws the error of listening, for example EADDRINUSE
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, limits = true, stateFile: path, keys = {}, verbose = false } = options;
	const services: Service[] = [
		createDailyStory(keys.dailyStory),
		createFalconyte(keys.falconyte),
		createInbox(keys.inbox),
		createRapidPro(keys.rapidPro),
		createSmartlead(keys.smartlead),
	];
	const log = new RequestLog();
	const faults = new Faults();
	const scheduledChanges = new ScheduledChanges();
	const deliveries = new Deliveries();
	for (const { id, webhooks } of services) {
		if (webhooks) webhooks.send = (outgoing) => deliveries.send(id, webhooks, outgoing);
	}
	const otherDocumentation = new OtherDocumentation();
	const stateFile = path === undefined ? undefined : new StateFile(path, services, log);
	const context: SandboxContext = {
		services,
		log,
		faults,
		scheduledChanges,
		deliveries,
		otherDocumentation,
		reset() {
			log.clear();
			faults.clear();
			scheduledChanges.clear();
			deliveries.clear();
			otherDocumentation.clear();
			for (const { rateLimiter, state } of services) {
				rateLimiter.reset(limits ? rateLimiter.documented : null);
				state.reset();
			}
		},
		save: () => stateFile?.save(),
	};
	context.reset();
	stateFile?.load();

	const stopping = new AbortController();
	const app = fastify({
		logger: verbose ? { level: 'debug', serializers: { req: withoutQuery } } : false,
		bodyLimit: maxBodyBytes,
		forceCloseConnections: true,
		routerOptions: { maxParamLength: 10_000 },
	});
	await app.register(async (apis) => {
		// Each service parses bodies the way its own framework does.
		apis.removeAllContentTypeParsers();
		apis.addHook('onRequest', (request, _reply, done) => {
			// Fastify would refuse a Content-Type that it cannot read. The services get the raw headers.
			if (request.headers['content-type'] !== undefined) {
				request.headers = { ...request.headers, 'content-type': 'application/octet-stream' };
			}
			done();
		});
		apis.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
			done(null, body);
		});
		for (const service of services) addService(apis, service, context, stopping.signal);
	});
	await app.register(async (control) => controlRoutes(control, context), { prefix: '/control' });
	const address = await app.listen({ host: '127.0.0.1', port });
	return {
		address,
		async close() {
			stopping.abort();
			deliveries.clear();
			await app.close();
		},
	};
}
