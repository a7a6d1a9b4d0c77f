import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../context.mts';
import type { ProviderId, Service } from '../service.mts';
import type { ServiceWebhooks } from '../webhooks/service-webhooks.mts';
import * as schemas from './schemas.mts';
import { ControlError, validate } from './validate.mts';

/**
 * The part of the control API that is about webhooks: it makes events happen, disturbs their deliveries, and does what
 * people do in the services' apps.
 */
export function webhookRoutes(
	app: FastifyInstance,
	{ deliveries }: SandboxContext,
	findService: (id: ProviderId | undefined) => Service,
): void {
	const ok = { ok: true };
	const findWebhooks = (id: ProviderId | undefined): ServiceWebhooks => {
		const { webhooks } = findService(id);
		if (!webhooks) throw new ControlError('this service has no webhooks');
		return webhooks;
	};
	const findHook = (params: unknown) => {
		const { provider, id } = validate(schemas.hookParams, params);
		const { hooks } = findWebhooks(provider);
		const hook = hooks.find(id);
		if (!hook) throw new ControlError('no such hook', 404);
		return { hooks, hook };
	};

	app.get('/hooks', (request) => {
		const { provider } = validate(schemas.providerQuery, request.query);
		return findWebhooks(provider).hooks.all();
	});
	// Registers a hook as people do in the service's app.
	app.post('/hooks', (request) => {
		const { provider, ...fields } = validate(schemas.appHookBody, request.body);
		const { hooks } = findWebhooks(provider);
		return hooks.add({ id: randomUUID(), isEnabled: true, fields: {}, ...fields });
	});
	app.delete('/hooks/:provider/:id', (request) => {
		const { hooks, hook } = findHook(request.params);
		hooks.remove(hook.id);
		return ok;
	});
	app.post('/hooks/:provider/:id/pause', (request) => {
		findHook(request.params).hook.isEnabled = false;
		return ok;
	});

	app.post('/events', (request) => {
		const { provider, count, ...happening } = validate(schemas.happeningBody, request.body);
		const webhooks = findWebhooks(provider);
		const ids: string[] = [];
		for (let index = 0; index < count; index++) {
			const outgoing = webhooks.happen(happening);
			if (!outgoing) throw new ControlError('no such event or campaign');
			ids.push(...deliveries.send(provider, webhooks, outgoing).map(({ id }) => id));
		}
		return { deliveries: ids };
	});

	app.get('/deliveries', (request) => {
		const { provider } = validate(schemas.providerQuery, request.query);
		return { pending: deliveries.pending, deliveries: deliveries.list(provider) };
	});
	app.put('/deliveries', (request) => {
		const { timeScale, origins } = validate(schemas.deliverySettingsBody, request.body);
		if (timeScale !== undefined) deliveries.timeScale = timeScale;
		if (origins !== undefined) deliveries.origins = origins;
		return ok;
	});
	app.post('/deliveries/faults', (request) => {
		deliveries.addFault(validate(schemas.deliveryFaultBody, request.body));
		return ok;
	});
}
