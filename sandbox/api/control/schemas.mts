import Joi from 'joi';
import type { Fault } from '../faults.mts';
import type { JsonObject } from '../json.mts';
import type { RateLimit } from '../rate-limiter.mts';
import type { Change, ScheduledChange } from '../scheduled-changes.mts';
import { type ProviderId, providerIds } from '../service.mts';
import { type DeliveryFault, forgeries } from '../webhooks/deliveries.mts';
import type { Happening } from '../webhooks/service-webhooks.mts';

const provider = Joi.string().valid(...providerIds);

/** How many campaigns to add, and how to name them. */
const bulk = {
	count: Joi.number().integer().min(0).max(1_000_000).required(),
	prefix: Joi.string().default('Bulk campaign'),
};

const requestPattern = {
	provider: provider.required(),
	method: Joi.string(),
	path: Joi.string().custom((value: string) => {
		new RegExp(value);
		return value;
	}),
};

export const seedBody = Joi.object<{ provider: ProviderId; count: number; prefix: string }>({
	provider: provider.required(),
	...bulk,
});

export const faultBody = Joi.object<Fault>({
	...requestPattern,
	times: Joi.number().integer().min(1).default(1),
	handled: Joi.boolean().default(false),
	status: Joi.number().integer().min(200).max(599),
	headers: Joi.object().pattern(Joi.string(), Joi.string()),
	body: Joi.any(),
	delayMs: Joi.number().min(0),
	reset: Joi.boolean(),
	cutOff: Joi.boolean(),
	drip: Joi.number().min(0),
}).or('status', 'headers', 'body', 'delayMs', 'reset', 'cutOff', 'drip');

const change = Joi.object<Change>({
	add: Joi.object(bulk),
	change: Joi.object({ id: Joi.string().required(), fields: Joi.object().unknown().required() }),
	remove: Joi.string(),
}).xor('add', 'change', 'remove');

export const scheduledChangeBody = Joi.object<ScheduledChange>({
	...requestPattern,
	after: Joi.number().integer().min(0).default(0),
	acts: Joi.array().items(change).min(1).required(),
});

const limit = {
	requests: Joi.number().integer().min(1).required(),
	windowMs: Joi.number().integer().min(1).required(),
};

export const limitsBody = Joi.object<Record<string, RateLimit | null>>().pattern(
	provider,
	Joi.object({
		...limit,
		burst: Joi.object(limit),
		countsRefused: Joi.boolean(),
		retryAfter: Joi.boolean(),
		remaining: Joi.boolean(),
	}).allow(null),
);

export const otherDocumentationBody = Joi.object<Record<string, boolean>>().pattern(
	provider,
	Joi.boolean(),
);

export const outageBody = Joi.object<{ provider: ProviderId; isDown: boolean }>({
	provider: provider.required(),
	isDown: Joi.boolean().required(),
});

export const fieldsBody = Joi.object<JsonObject>().unknown().required();

export const providerQuery = Joi.object<{ provider?: ProviderId }>({ provider });

export const campaignQuery = Joi.object<{ provider: ProviderId; campaign: string }>({
	provider: provider.required(),
	campaign: Joi.string().required(),
});

export const leadTimesBody = Joi.object<{
	provider: ProviderId;
	campaign: string;
	createdAt: string;
}>({
	provider: provider.required(),
	campaign: Joi.string().required(),
	createdAt: Joi.string().isoDate().required(),
});

export const campaignParams = Joi.object<{ provider: ProviderId; id: string }>({
	provider: provider.required(),
	id: Joi.string().required(),
});

export const hookParams = Joi.object<{ provider: ProviderId; id: string }>({
	provider: provider.required(),
	id: Joi.string().required(),
});

export interface AppHook {
	provider: ProviderId;
	url: string;
	events: string[];
	secret: string;
}

export const appHookBody = Joi.object<AppHook>({
	provider: provider.required(),
	url: Joi.string().uri().required(),
	events: Joi.array().items(Joi.string()).min(1).required(),
	secret: Joi.string().required(),
});

export const happeningBody = Joi.object<Happening & { provider: ProviderId; count: number }>({
	provider: provider.required(),
	event: Joi.string().required(),
	campaign: Joi.string(),
	fields: Joi.object().unknown(),
	count: Joi.number().integer().min(1).max(100_000).default(1),
});

export const deliveryFaultBody = Joi.object<DeliveryFault>({
	provider: provider.required(),
	times: Joi.number().integer().min(1).default(1),
	drop: Joi.boolean(),
	repeat: Joi.number().integer().min(1),
	delayMs: Joi.number().min(0),
	reorder: Joi.boolean(),
	forge: Joi.string().valid(...forgeries),
}).or('drop', 'repeat', 'delayMs', 'reorder', 'forge');

export const deliverySettingsBody = Joi.object<{
	timeScale?: number;
	origins?: Record<string, string>;
}>({
	timeScale: Joi.number().min(0),
	origins: Joi.object().pattern(Joi.string().uri(), Joi.string().uri()),
});
