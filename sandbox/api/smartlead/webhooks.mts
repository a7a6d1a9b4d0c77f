import { randomUUID } from 'node:crypto';
import Joi from 'joi';
import { isObject } from '../json.mts';
import { json } from '../responses.mts';
import type { Handler } from '../router.mts';
import type { ApiRequest } from '../service.mts';
import type { Hook } from '../webhooks/hooks.mts';
import { HookStore } from '../webhooks/hooks.mts';
import type { DeliveryPolicy, Happening, Outgoing } from '../webhooks/service-webhooks.mts';
import type { SmartleadCampaign } from './campaign.mts';
import { apiError, campaignNotFound, validate } from './errors.mts';
import { readBody } from './express.mts';
import { plainQuery } from './schemas.mts';
import type { SmartleadState } from './state.mts';

const base = '/api/v1';

/** The words that the calls of a campaign accept (observed). */
const campaignEvents = [
	'EMAIL_SENT',
	'EMAIL_OPEN',
	'EMAIL_LINK_CLICK',
	'EMAIL_REPLY',
	'EMAIL_BOUNCE',
	'LEAD_UNSUBSCRIBED',
	'LEAD_CATEGORY_UPDATED',
];
/** The words that only the newer calls accept (documented). */
const events = [
	...campaignEvents,
	'FIRST_EMAIL_SENT',
	'UNTRACKED_REPLIES',
	'MANUAL_STEP_REACHED',
	'CAMPAIGN_STATUS_CHANGED',
];

/** 2xx is success, 4xx is permanent, everything else is repeated after 1, 5 and 30 minutes (the newest documentation). */
const policy: DeliveryPolicy = {
	timeoutMs: 30_000,
	retriesMs: [60_000, 300_000, 1_800_000],
	isRetried: (status) => status === null || status < 200 || status > 499,
	// Documented, but deliveries were observed without one.
	signature: null,
};

interface NewHook {
	webhook_url?: string;
	association_type: 'user' | 'client' | 'campaign';
	email_campaign_id?: number;
	client_id?: number | null;
	name?: string;
	event_type_map: Record<string, boolean>;
	category_id_map: Record<string, boolean>;
	webhook_type?: string;
	event_type?: string;
	category_id?: number;
	force_create?: boolean;
}

const newHook = Joi.object<NewHook>({
	webhook_url: Joi.string().uri(),
	association_type: Joi.string().valid('user', 'client', 'campaign').required(),
	email_campaign_id: Joi.number()
		.integer()
		.when('association_type', { is: 'campaign', then: Joi.required() }),
	client_id: Joi.number()
		.integer()
		.allow(null)
		.when('association_type', { is: 'client', then: Joi.required() }),
	name: Joi.string(),
	event_type_map: Joi.object().pattern(Joi.string(), Joi.boolean()).default({}),
	category_id_map: Joi.object().pattern(Joi.string(), Joi.boolean()).default({}),
	webhook_type: Joi.string(),
	event_type: Joi.string(),
	category_id: Joi.number().integer(),
	force_create: Joi.boolean(),
});

interface CampaignHook {
	id?: number | null;
	name: string;
	webhook_url: string;
	event_types: string[];
	categories: string[];
}

const campaignHook = Joi.object<CampaignHook>({
	id: Joi.number().integer().allow(null),
	name: Joi.string().required(),
	webhook_url: Joi.string().required(),
	event_types: Joi.array().items(Joi.string()).required(),
	categories: Joi.array().items(Joi.string()).min(1).required(),
});

const removal = Joi.object<{ id: number }>({ id: Joi.number().integer().required() });

/** Webhooks: the newer calls as documented, those of a campaign as observed. */
export class SmartleadWebhooks {
	readonly hooks = new HookStore();
	readonly policy = policy;
	send: (outgoing: Outgoing[]) => void = () => {};
	readonly #state: SmartleadState;

	constructor(state: SmartleadState) {
		this.#state = state;
	}

	happen({ event, campaign: id, fields = {} }: Happening): Outgoing[] | null {
		const campaign = this.#state.campaigns
			.all()
			.find((each) => id === undefined || String(each.id) === id);
		if (!campaign) return null;
		const wanting = this.hooks
			.all()
			.filter(({ isEnabled }) => isEnabled)
			// An event that is not documented is sent to everybody.
			.filter((hook) => !events.includes(event) || hook.events.includes(event))
			.filter(
				({ fields: { association } }) => isObject(association) && concerns(association, campaign),
			);
		// A hook of the account overrides those of clients and campaigns for the same event (documented).
		const ofAccount = wanting.filter((hook) => associationType(hook) === 'user');
		return (ofAccount.length > 0 ? ofAccount : wanting).map((hook) => ({
			hook,
			event,
			body: JSON.stringify({ ...payload(event, campaign, hook), ...fields }),
			headers: {},
		}));
	}

	/** Tells hooks that a campaign's status changed. */
	statusChanged(campaign: SmartleadCampaign, previous: string): void {
		const fields = { previous_status: previous, current_status: campaign.status };
		const happening = { event: 'CAMPAIGN_STATUS_CHANGED', campaign: String(campaign.id), fields };
		this.send(this.happen(happening) ?? []);
	}

	handlers(): Record<string, Handler> {
		const find = (id: string): Hook => {
			const hook = this.hooks.find(id);
			// What a missing hook gives is not documented.
			if (!hook) throw apiError('Webhook not found', 404);
			return hook;
		};
		const remove = (id: string) => {
			this.hooks.remove(find(id).id);
			return json(200, { ok: true });
		};
		const checkQuery = (request: ApiRequest) =>
			validate(plainQuery, Object.fromEntries(request.query), 'query');
		const findCampaign = (id: string): SmartleadCampaign => {
			const campaign = this.#state.campaigns.get(id);
			if (!campaign) throw campaignNotFound();
			return campaign;
		};
		return {
			[`POST ${base}/webhook/create`]: (request) => {
				checkQuery(request);
				const body = validate(newHook, readBody(request), 'body');
				const { webhook_url: url, name = 'Webhook', association_type: type } = body;
				if (url === undefined) throw apiError('webhook_url is required', 422);
				const words = Object.keys(body.event_type_map).filter((key) => body.event_type_map[key]);
				const unknown = words.find((word) => !events.includes(word));
				if (unknown !== undefined) throw apiError(`Invalid event_types - ${unknown}`);
				if (type === 'campaign') findCampaign(String(body.email_campaign_id));
				const fields = {
					name,
					association: { type, campaign: body.email_campaign_id ?? null },
					event_type_map: body.event_type_map,
					category_id_map: body.category_id_map,
					created_at: new Date().toISOString(),
					secret_key: randomUUID(),
				};
				// The same name again is an update (one client's statement).
				const existing = this.hooks.all().find((hook) => hook.fields.name === name);
				const changes = { url, events: words, isEnabled: true, secret: null, fields };
				const hook = existing
					? Object.assign(existing, changes)
					: this.hooks.add({ id: String(90 + this.hooks.nextId()), ...changes });
				return json(200, { ok: true, id: Number(hook.id), webhook_url: url });
			},
			[`GET ${base}/webhook/:id`]: (request, id) => {
				checkQuery(request);
				if (!/^\d+$/.test(id)) throw apiError('"id" must be a number');
				const { url, fields, isEnabled } = find(id);
				const { association, name, event_type_map: map, category_id_map: categories } = fields;
				const { type, campaign } = isObject(association) ? association : {};
				return json(200, {
					id: Number(id),
					name,
					webhook_url: url,
					association_type: type,
					email_campaign_id: campaign,
					event_type_map: map,
					category_id_map: categories,
					is_active: isEnabled,
					created_at: fields.created_at,
					updated_at: fields.created_at,
				});
			},
			// Both forms are documented, on different pages.
			[`DELETE ${base}/webhook/delete`]: (request) => {
				checkQuery(request);
				return remove(String(validate(removal, readBody(request), 'body').id));
			},
			[`DELETE ${base}/webhook/delete/:id`]: (request, id) => {
				checkQuery(request);
				return remove(id);
			},
			[`GET ${base}/campaigns/:id/webhooks`]: (request, id) => {
				checkQuery(request);
				const { id: campaign } = findCampaign(id);
				const rows = this.hooks
					.all()
					.filter(
						({ fields: { association } }) =>
							isObject(association) && association.campaign === campaign,
					)
					.map((hook) => ({
						id: Number(hook.id),
						name: hook.fields.name,
						created_at: hook.fields.created_at,
						updated_at: hook.fields.created_at,
						webhook_url: hook.url,
						email_campaign_id: campaign,
						event_types: hook.events,
						categories: [],
					}));
				return json(200, rows);
			},
			[`POST ${base}/campaigns/:id/webhooks`]: (request, id) => {
				checkQuery(request);
				const { id: campaign } = findCampaign(id);
				const body = validate(campaignHook, readBody(request), 'body');
				const unknown = body.event_types.find((word) => !campaignEvents.includes(word));
				if (unknown !== undefined) throw apiError(`Invalid event_types - ${unknown}`);
				const map = Object.fromEntries(body.event_types.map((word) => [word, true]));
				const changes = {
					url: body.webhook_url,
					events: body.event_types,
					isEnabled: true,
					secret: null,
					fields: {
						name: body.name,
						association: { type: 'campaign', campaign },
						event_type_map: map,
						category_id_map: {},
						created_at: new Date().toISOString(),
						secret_key: randomUUID(),
					},
				};
				const hook =
					typeof body.id === 'number'
						? Object.assign(find(String(body.id)), changes)
						: this.hooks.add({ id: String(90 + this.hooks.nextId()), ...changes });
				return json(200, {
					ok: true,
					id: Number(hook.id),
					name: body.name,
					webhook_url: hook.url,
					email_campaign_id: campaign,
					event_type_map: map,
					category_id_map: {},
				});
			},
			[`DELETE ${base}/campaigns/:id/webhooks`]: (request, id) => {
				checkQuery(request);
				findCampaign(id);
				return remove(String(validate(removal, readBody(request), 'body').id));
			},
		};
	}
}

function associationType({ fields: { association } }: Hook): unknown {
	return isObject(association) ? association.type : undefined;
}

/** Hooks of clients are registered, but receive nothing: which campaigns are theirs is not modeled. */
function concerns(association: Record<string, unknown>, { id }: SmartleadCampaign): boolean {
	return association.type === 'user' || association.campaign === id;
}

/** A payload with the documented fields of the event. */
function payload(event: string, campaign: SmartleadCampaign, hook: Hook): Record<string, unknown> {
	const now = new Date().toISOString();
	const common = {
		campaign_status: campaign.status,
		client_id: null,
		campaign_name: campaign.name,
		campaign_id: campaign.id,
		secret_key: hook.fields.secret_key,
		app_url: `https://app.smartlead.ai/app/email-campaign/${campaign.id}/analytics`,
		description: `${event} of ${campaign.name}`,
		metadata: { webhook_created_at: now },
		webhook_url: hook.url,
		webhook_id: Number(hook.id),
		webhook_name: hook.fields.name,
		event_type: event,
	};
	if (event === 'CAMPAIGN_STATUS_CHANGED') {
		return { ...common, previous_status: 'PAUSED', current_status: campaign.status };
	}
	const lead = {
		stats_id: randomUUID(),
		sl_email_lead_id: '70001',
		sl_email_lead_map_id: 80001,
		sl_lead_email: 'ada@example.com',
		from_email: 'me@acme.example',
		to_email: 'ada@example.com',
		to_name: 'Ada Lovelace',
		subject: 'Hello',
		message_id: `<${randomUUID()}@mail.example>`,
		sequence_number: 1,
		event_timestamp: now,
	};
	const more: Record<string, Record<string, unknown>> = {
		EMAIL_REPLY: { preview_text: 'Tell me more', time_replied: now, subject: 'Re: Hello' },
		UNTRACKED_REPLIES: { preview_text: 'From another address', time_replied: now },
		EMAIL_OPEN: { time_opened: now },
		EMAIL_LINK_CLICK: { time_clicked: now, link_clicked: ['https://example.com/offer'] },
		EMAIL_SENT: { time_sent: now, custom_subject: 'Hello', custom_email_message: '<p>Hi</p>' },
		LEAD_CATEGORY_UPDATED: { lead_category: { new_name: 'Interested' }, category: 'Interested' },
	};
	return { ...common, ...lead, ...more[event] };
}
