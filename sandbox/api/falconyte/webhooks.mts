import { randomBytes, randomUUID } from 'node:crypto';
import { isObject, parseJson } from '../json.mts';
import { json } from '../responses.mts';
import type { Handler } from '../router.mts';
import type { ApiRequest } from '../service.mts';
import type { Hook } from '../webhooks/hooks.mts';
import { HookStore } from '../webhooks/hooks.mts';
import type { DeliveryPolicy, Happening, Outgoing } from '../webhooks/service-webhooks.mts';
import { apiError, validationError } from './errors.mts';
import { readPage } from './requests.mts';
import type { FalconyteState } from './state.mts';
import { isoSeconds } from './state.mts';

const base = '/public/v1';
const maxEnabled = 10;
const teamId = '5f0c0000-0000-4000-8000-0000000000aa';
const sources = [null, 'n8n', 'zapier', 'make', 'internal'];

/** The documented payload of each event, in the form of one contact and one message. */
const payloads: Record<string, Record<string, unknown>> = {
	'email.sent': {
		subject: 'Hello',
		sent_at: '2026-11-20T09:00:00Z',
		mail_server_id: 'ms-1',
		campaign_id: null,
		campaign_send_id: null,
	},
	'email.delivered': { delivered_at: '2026-11-20T09:00:03Z', message_id: '<1@mail.example>' },
	'email.deferred': {
		deferred_at: '2026-11-20T09:00:03Z',
		defer_reason: 'mailbox busy',
		message_id: '<1@mail.example>',
	},
	'email.bounced.soft': {
		bounced_at: '2026-11-20T09:00:03Z',
		bounce_reason: 'mailbox full',
		message_id: '<1@mail.example>',
		bounce_category: 'soft',
		diagnostic: '452 4.2.2',
	},
	'email.bounced.hard': {
		bounced_at: '2026-11-20T09:00:03Z',
		bounce_reason: 'no such user',
		message_id: '<1@mail.example>',
		bounce_category: 'hard',
		diagnostic: '550 5.1.1',
	},
	'email.opened': {
		opened_at: '2026-11-20T09:05:00Z',
		ip_address: '192.0.2.1',
		user_agent: 'Mail',
		country_code: 'DE',
	},
	'email.clicked': {
		clicked_at: '2026-11-20T09:06:00Z',
		url: 'https://example.com/offer',
		short_link_id: 'sl-1',
		ip_address: '192.0.2.1',
		user_agent: 'Mail',
		country_code: 'DE',
	},
	'email.replied': {
		replied_at: '2026-11-20T09:10:00Z',
		message_id: '<2@mail.example>',
		in_reply_to: '<1@mail.example>',
		headers: {},
		subject: 'Re: Hello',
		content: 'Tell me more',
	},
	'email.bot.opened': {
		opened_at: '2026-11-20T09:00:04Z',
		decision: { is_bot: true, bot_score: 0.98, reasons: ['data center'] },
	},
	'email.bot.clicked': {
		clicked_at: '2026-11-20T09:00:05Z',
		url: 'https://example.com/offer',
		decision: { is_bot: true, bot_score: 0.98, reasons: ['data center'] },
	},
	'email.contact.saved': {
		first_name: 'Ada',
		last_name: 'Lovelace',
		phone: null,
		foreign_id: null,
		country_code: 'GB',
		created_at: '2026-11-20T08:00:00Z',
		updated_at: '2026-11-20T09:00:00Z',
	},
	'email.contact.unsubscribed': {
		unsubscribed_at: '2026-11-20T09:20:00Z',
		unsubscribe_reason: 'too many emails',
		unsubscribe_method: 'link',
	},
	'email.lead.created': {
		lead_id: 'lead-1',
		created_at: '2026-11-20T09:30:00Z',
		source: 'form',
		campaign_id: null,
		campaign_send_id: null,
	},
	'email.sale.created': {
		sale_id: 'sale-1',
		amount: 99.5,
		currency: 'EUR',
		created_at: '2026-11-20T09:40:00Z',
		campaign_id: null,
		campaign_send_id: null,
	},
};

/** Non-2xx and no answer are repeated: at once, then after 30 s, 2 min, 10 min, 30 min, 2 h and 6 h (documented). */
const policy: DeliveryPolicy = {
	timeoutMs: 30_000,
	retriesMs: [30_000, 120_000, 600_000, 1_800_000, 7_200_000, 21_600_000],
	isRetried: (status) => status === null || status < 200 || status > 299,
	signature: { header: 'X-FY-Signature', separator: ', ' },
};

function isPublic(address: unknown): boolean {
	if (typeof address !== 'string' || !URL.canParse(address)) return false;
	const { protocol, hostname } = new URL(address);
	return protocol === 'https:' && !/^(localhost|127\.|10\.|192\.168\.|\[)/.test(hostname);
}

/** Webhooks as documented at docs.falconyte.dev/backend/webhooks. */
export class FalconyteWebhooks {
	readonly hooks = new HookStore();
	readonly policy = policy;
	send: (outgoing: Outgoing[]) => void = () => {};
	readonly #state: () => FalconyteState;

	constructor(state: () => FalconyteState) {
		this.#state = state;
	}

	happen({ event, campaign, fields = {} }: Happening): Outgoing[] | null {
		const documented = payloads[event];
		const found = this.#state()
			.campaigns.all()
			.find(({ id }) => campaign === undefined || id === campaign);
		// An event that is not documented can be sent, too: only then nobody is subscribed to it, so all receive it.
		if (!found) return null;
		const campaignId = documented && 'campaign_id' in documented ? { campaign_id: found.id } : {};
		const payload = {
			...(documented && !/contact|lead|sale/.test(event)
				? { email_send_log_id: randomUUID() }
				: {}),
			contact_id: 'c0ffee00-0000-4000-8000-000000000001',
			email: 'ada@example.com',
			...documented,
			...campaignId,
			...fields,
		};
		const body = JSON.stringify({
			id: randomUUID(),
			event,
			team_id: teamId,
			timestamp: new Date().toISOString(),
			payload,
		});
		const headers = { 'User-Agent': 'Falconyte/1.0', 'X-FY-Origin': 'webhook' };
		return this.hooks
			.all()
			.filter(({ isEnabled, events }) => isEnabled && (!documented || events.includes(event)))
			.map((hook) => ({ hook, event, body, headers }));
	}

	handlers(): Record<string, Handler> {
		const find = (id: string): Hook => {
			const hook = this.hooks.find(id);
			if (!hook) throw apiError(404, 'NOT_FOUND', 'Webhook not found.');
			return hook;
		};
		const checkLimit = () => {
			if (this.hooks.all().filter(({ isEnabled }) => isEnabled).length < maxEnabled) return;
			const text = `You can have at most ${maxEnabled} enabled webhooks.`;
			throw apiError(422, 'MAX_WEBHOOKS_EXCEEDED', text);
		};
		const setEnabled =
			(isEnabled: boolean): Handler =>
			(_request, id) => {
				const hook = find(id);
				if (isEnabled && !hook.isEnabled) checkLimit();
				hook.isEnabled = isEnabled;
				return json(200, { ok: true, webhook: shown(hook) });
			};
		return {
			[`GET ${base}/webhooks`]: (request) => {
				const { page, perPage } = readPage(request);
				const rows = this.hooks.all().slice((page - 1) * perPage, page * perPage);
				return json(200, { ok: true, webhooks: rows.map(shown) });
			},
			[`POST ${base}/webhooks`]: (request) => {
				const { url, events, isEnabled, source } = readHook(request);
				if (isEnabled) checkLimit();
				const hook = this.hooks.add({
					id: randomUUID(),
					url,
					events,
					isEnabled,
					secret: `fywhsec_${randomBytes(24).toString('hex')}`,
					fields: { source, created_at: isoSeconds(Date.now()) },
				});
				// The secret may be given only once (documented): here it is.
				return json(201, { ok: true, webhook: { ...shown(hook), secret: hook.secret } });
			},
			[`GET ${base}/webhooks/:id`]: (_request, id) =>
				json(200, { ok: true, webhook: shown(find(id)) }),
			[`PATCH ${base}/webhooks/:id`]: (request, id) => {
				const hook = find(id);
				const { url, events } = readHook(request, hook);
				Object.assign(hook, { url, events });
				return json(200, { ok: true, webhook: shown(hook) });
			},
			[`DELETE ${base}/webhooks/:id`]: (_request, id) => {
				this.hooks.remove(find(id).id);
				return json(200, { ok: true });
			},
			[`POST ${base}/webhooks/:id/enable`]: setEnabled(true),
			[`POST ${base}/webhooks/:id/disable`]: setEnabled(false),
			// The form of its entries is not documented, so it is always empty.
			[`GET ${base}/webhooks/:id/deliveries`]: (_request, id) => {
				find(id);
				return json(200, { ok: true, deliveries: [] });
			},
			// Sources disagree whether it returns a sample or sends one: this returns it.
			[`POST ${base}/webhooks/simulate`]: (request) => {
				const parsed = parseJson(request.body.toString('utf8'))?.value;
				const event = isObject(parsed) ? String(parsed.event) : '';
				if (!(event in payloads)) {
					throw validationError({ event: ['The selected event is invalid.'] });
				}
				return json(200, { ok: true, payload: { event, payload: payloads[event] } });
			},
		};
	}
}

function shown({ id, url, events, isEnabled, fields }: Hook): Record<string, unknown> {
	const locked = fields.source !== null;
	return { id, url, events, is_enabled: isEnabled, locked, ...fields };
}

/** @param current the hook that is changed, whose fields may be left out */
function readHook(
	request: ApiRequest,
	current?: Hook,
): { url: string; events: string[]; isEnabled: boolean; source: unknown } {
	const parsed = parseJson(request.body.toString('utf8'))?.value;
	const body = isObject(parsed) ? parsed : {};
	const { url = current?.url, events = current?.events, is_enabled: isEnabled = true } = body;
	const { source = null } = body;
	const errors: Record<string, string[]> = {};
	if (url === undefined) errors.url = ['The url field is required.'];
	else if (!isPublic(url)) errors.url = ['The url field must be a public HTTPS URL.'];
	if (!Array.isArray(events) || events.length === 0) {
		errors.events = ['The events field is required.'];
	} else {
		events.forEach((event: unknown, index) => {
			if (typeof event === 'string' && event in payloads) return;
			errors[`events.${index}`] = [`The selected events.${index} is invalid.`];
		});
	}
	if (typeof isEnabled !== 'boolean') errors.is_enabled = ['The is enabled field must be boolean.'];
	if (!sources.some((each) => each === source)) {
		errors.source = ['The selected source is invalid.'];
	}
	if (Object.keys(errors).length > 0) throw validationError(errors);
	const words = Array.isArray(events) ? events.map(String) : [];
	return { url: String(url), events: words, isEnabled: isEnabled === true, source };
}
