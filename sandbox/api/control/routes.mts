import type { FastifyInstance } from 'fastify';
import type Joi from 'joi';
import { parseJson } from '../json.mts';
import type { Shared } from '../server.mts';
import type { ProviderId, Service } from '../service.mts';
import * as schemas from './schemas.mts';

class Misuse extends Error {
	readonly statusCode: number;

	constructor(message: string, statusCode = 400) {
		super(message);
		this.statusCode = statusCode;
	}
}

function read<T>(schema: Joi.ObjectSchema<T>, value: unknown): T {
	const result = schema.validate(value ?? {}, { convert: true });
	if (result.error) throw new Misuse(result.error.message);
	return result.value;
}

/**
 * The control API, for tests and demonstrations: no authentication, JSON in and out, errors as
 * `{ "message": ... }` with 400 or 404.
 */
export function controlRoutes(app: FastifyInstance, shared: Shared): void {
	const service = (id: ProviderId | undefined): Service => {
		const found = shared.services.find((each) => each.id === id);
		if (!found) throw new Misuse('"provider" is required');
		return found;
	};
	const ok = { ok: true };

	// whatever the Content-Type: a client that posts nothing may still send one
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
		const parsed = body === '' ? { value: undefined } : parseJson(String(body));
		if (parsed) done(null, parsed.value);
		else done(new Misuse('the body is not JSON'));
	});

	app.addHook('onSend', (request, _reply, _payload, done) => {
		if (request.method !== 'GET') shared.save();
		done();
	});

	app.post('/reset', () => {
		shared.reset();
		return ok;
	});

	app.post('/seed', (request) => {
		const { provider, count, prefix } = read(schemas.seedBody, request.body);
		service(provider).add(count, prefix);
		return { added: count };
	});

	app.get('/requests', (request) => {
		return shared.log.list(read(schemas.providerQuery, request.query).provider);
	});
	app.delete('/requests', () => {
		shared.log.clear();
		return ok;
	});

	app.post('/faults', (request) => {
		shared.faults.add(read(schemas.faultBody, request.body));
		return ok;
	});
	app.delete('/faults', (request) => {
		shared.faults.clear(read(schemas.providerQuery, request.query).provider);
		return ok;
	});

	app.post('/moves', (request) => {
		shared.moves.add(read(schemas.moveBody, request.body));
		return ok;
	});

	app.get('/campaigns', (request) => {
		return service(read(schemas.providerQuery, request.query).provider).campaigns();
	});
	app.put('/campaigns/:provider/:id', (request) => {
		const { provider, id } = read(schemas.campaignParams, request.params);
		const fields = read(schemas.fieldsBody, request.body);
		if (!service(provider).change(id, fields)) throw new Misuse('no such campaign', 404);
		return ok;
	});
	app.delete('/campaigns/:provider/:id', (request) => {
		const { provider, id } = read(schemas.campaignParams, request.params);
		if (!service(provider).remove(id)) throw new Misuse('no such campaign', 404);
		return ok;
	});

	app.put('/limits', (request) => {
		const limits = read(schemas.limitsBody, request.body);
		for (const each of shared.services) {
			const limit = limits[each.id];
			if (limit !== undefined) each.meter.reset(limit);
		}
		return ok;
	});
}
