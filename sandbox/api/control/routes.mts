import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../context.mts';
import { parseJson } from '../json.mts';
import type { ProviderId, Service } from '../service.mts';
import * as schemas from './schemas.mts';
import { ControlError, validate } from './validate.mts';
import { webhookRoutes } from './webhook-routes.mts';

/**
 * The control API for tests and demonstrations. It needs no authentication, reads and writes JSON, and reports errors
 * as `{ "message": ... }` with status 400 or 404.
 */
export function controlRoutes(app: FastifyInstance, context: SandboxContext): void {
	const findService = (id: ProviderId | undefined): Service => {
		const service = context.services.find((each) => each.id === id);
		if (!service) throw new ControlError('"provider" is required');
		return service;
	};
	const ok = { ok: true };

	// Accept any Content-Type: a client may send one even without a body.
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
		const parsed = body === '' ? { value: undefined } : parseJson(String(body));
		if (parsed) done(null, parsed.value);
		else done(new ControlError('the body is not JSON'));
	});

	app.addHook('onSend', (request, _reply, _payload, done) => {
		if (request.method !== 'GET') context.save();
		done();
	});

	app.post('/reset', () => {
		context.reset();
		return ok;
	});

	app.post('/seed', (request) => {
		const { provider, count, prefix } = validate(schemas.seedBody, request.body);
		findService(provider).state.addCampaigns(count, prefix);
		return { added: count };
	});

	app.get('/requests', (request) => {
		return context.log.list(validate(schemas.providerQuery, request.query).provider);
	});
	app.delete('/requests', () => {
		context.log.clear();
		return ok;
	});

	app.post('/faults', (request) => {
		context.faults.add(validate(schemas.faultBody, request.body));
		return ok;
	});
	app.delete('/faults', (request) => {
		context.faults.clear(validate(schemas.providerQuery, request.query).provider);
		return ok;
	});

	app.post('/moves', (request) => {
		context.scheduledChanges.add(validate(schemas.scheduledChangeBody, request.body));
		return ok;
	});

	app.get('/campaigns', (request) => {
		const { provider } = validate(schemas.providerQuery, request.query);
		return findService(provider).state.storedCampaigns();
	});
	app.get('/leads', (request) => {
		const { provider, campaign } = validate(schemas.campaignQuery, request.query);
		return findService(provider).state.storedLeads?.(campaign) ?? [];
	});
	app.get('/events', (request) => {
		const { provider, campaign } = validate(schemas.campaignQuery, request.query);
		return findService(provider).state.storedEvents?.(campaign) ?? [];
	});
	app.put('/outage', (request) => {
		const { provider, isDown } = validate(schemas.outageBody, request.body);
		findService(provider).state.setOutage?.(isDown);
		return ok;
	});
	app.put('/leads', (request) => {
		const { provider, campaign, createdAt } = validate(schemas.leadTimesBody, request.body);
		findService(provider).state.setLeadTimes?.(campaign, createdAt);
		return ok;
	});
	app.put('/campaigns/:provider/:id', (request) => {
		const { provider, id } = validate(schemas.campaignParams, request.params);
		const fields = validate(schemas.fieldsBody, request.body);
		if (!findService(provider).state.update(id, fields)) {
			throw new ControlError('no such campaign', 404);
		}
		return ok;
	});
	app.delete('/campaigns/:provider/:id', (request) => {
		const { provider, id } = validate(schemas.campaignParams, request.params);
		if (!findService(provider).state.remove(id)) throw new ControlError('no such campaign', 404);
		return ok;
	});

	app.put('/other-documentation', (request) => {
		const followed = validate(schemas.otherDocumentationBody, request.body);
		for (const { id, state } of context.services) {
			context.otherDocumentation.follow(id, followed[id] === true);
			state.useOlderRelease?.(followed[id] === true);
		}
		return ok;
	});

	app.put('/limits', (request) => {
		const limits = validate(schemas.limitsBody, request.body);
		for (const { id, rateLimiter } of context.services) {
			const limit = limits[id];
			if (limit !== undefined) rateLimiter.reset(limit);
		}
		return ok;
	});

	webhookRoutes(app, context, findService);
}
