import { randomUUID } from 'node:crypto';
import type { ApiRequest, ApiResponse } from '../service.mts';
import { HookStore } from '../webhooks/hooks.mts';
import type { DeliveryPolicy, Happening, Outgoing } from '../webhooks/service-webhooks.mts';
import { readBody } from './body.mts';
import type { Endpoint } from './endpoint.mts';
import { page } from './paging.mts';
import { detailError, fieldErrors, json, serverError } from './responses.mts';

/** Resthooks are added in the app. */
const resthooks = [
	{
		resthook: 'campaign-reply',
		created_on: '2025-02-01T08:00:00.000000Z',
		modified_on: '2025-02-01T08:00:00.000000Z',
	},
	{
		resthook: 'new-registration',
		created_on: '2025-01-01T08:00:00.000000Z',
		modified_on: '2025-01-01T08:00:00.000000Z',
	},
];

/** Called once within the flow's step, for at most 15 s, and not repeated (read in the source of mailroom). */
const policy: Omit<DeliveryPolicy, 'answered'> = {
	timeoutMs: 15_000,
	retriesMs: [],
	isRetried: () => false,
	signature: null,
};

/** Resthooks and their subscribers, as read in the source of RapidPro and mailroom, and observed. */
export class RapidProWebhooks {
	readonly hooks = new HookStore();
	readonly policy: DeliveryPolicy = {
		...policy,
		// Whoever answers 410 is unsubscribed.
		answered: (hook, status) => {
			if (status === 410) this.hooks.remove(hook.id);
		},
	};
	send: (outgoing: Outgoing[]) => void = () => {};
	#events: Array<{ resthook: string; data: unknown; created_on: string }> = [];

	clear(): void {
		this.hooks.clear();
		this.#events = [];
	}

	/** @param event the slug of the resthook */
	happen({ event, fields = {} }: Happening): Outgoing[] | null {
		if (!resthooks.some(({ resthook }) => resthook === event)) return null;
		const { mode = 'normal', ...rest } = fields;
		const now = new Date().toISOString().replace('Z', '000Z');
		const payload = {
			contact: {
				uuid: 'c0ffee00-0000-4000-8000-000000000002',
				name: 'Bob',
				urn: 'tel:+250788123123',
				language: 'eng',
			},
			flow: { uuid: 'f10e0000-0000-4000-8000-000000000001', name: 'Follow up', revision: 4 },
			path: [
				{ node_uuid: randomUUID(), arrived_on: '2026-11-20T09:00:00.000001Z' },
				{ node_uuid: randomUUID(), arrived_on: now },
			],
			results: {
				interest: {
					name: 'Interest',
					value: 'yes',
					category: 'Yes',
					category_localized: 'Yes',
					node_uuid: randomUUID(),
					input: 'yes please',
					created_on: now,
				},
			},
			run: { uuid: randomUUID(), created_on: '2026-11-20T09:00:00.000001Z' },
			input: {
				uuid: randomUUID(),
				type: 'msg',
				text: 'yes please',
				attachments: [],
				channel: null,
				urn: null,
				created_on: now,
			},
			channel: null,
			...rest,
		};
		this.#events.unshift({ resthook: event, data: payload, created_on: now });
		const headers = { 'User-Agent': 'Mailroom/26.1', 'X-Mailroom-Mode': String(mode) };
		const body = JSON.stringify(payload);
		return this.hooks
			.all()
			.filter(({ isEnabled, events }) => isEnabled && events.includes(event))
			.map((hook) => ({ hook, event, body, headers }));
	}

	/** The endpoints by name, without ".json". */
	endpoints(): Array<[string, Endpoint]> {
		const reading = { hasPermissionsByMethod: true, withoutSuffix: () => [] };
		return [
			[
				'resthooks',
				{
					...reading,
					methods: {
						GET: (request) =>
							json(
								200,
								page(request, resthooks, (row) => row.created_on),
							),
					},
				},
			],
			[
				'resthook_events',
				{
					...reading,
					methods: {
						GET: (request) => {
							const slug = request.query.get('resthook');
							const rows = this.#events.filter(
								({ resthook }) => slug === null || resthook === slug,
							);
							return json(
								200,
								page(request, rows, (row) => row.created_on),
							);
						},
					},
				},
			],
			['resthook_subscribers', this.#subscribers()],
		];
	}

	#subscribers(): Endpoint {
		return {
			hasPermissionsByMethod: true,
			withoutSuffix: () => [],
			methods: {
				GET: (request) => {
					const id = request.query.get('id');
					const slug = request.query.get('resthook');
					const rows = this.hooks
						.all()
						.filter((hook) => id === null || hook.id === id)
						.filter(({ events }) => slug === null || events.includes(slug))
						.map(shown)
						.reverse();
					return json(
						200,
						page(request, rows, (row) => row.created_on),
					);
				},
				POST: (request) => this.#subscribe(request),
				DELETE: (request) => {
					const id = request.query.get('id');
					if (id === null) {
						throw detailError(400, 'URL must contain one of the following parameters: id');
					}
					if (!/^\d+$/.test(id)) throw serverError();
					if (!this.hooks.remove(id)) {
						throw detailError(404, 'No ResthookSubscriber matches the given query.');
					}
					return { status: 204, headers: {}, body: '' };
				},
			},
		};
	}

	async #subscribe(request: ApiRequest): Promise<ApiResponse> {
		const { resthook, target_url: url } = await readBody(request);
		const errors: Record<string, string[]> = {};
		if (resthook === undefined) errors.resthook = ['This field is required.'];
		else if (!resthooks.some((each) => each.resthook === resthook)) {
			errors.resthook = [`No resthook with slug: ${String(resthook)}`];
		}
		if (url === undefined) errors.target_url = ['This field is required.'];
		else if (typeof url !== 'string' || !/^https?:\/\/[^\s/]+/i.test(url)) {
			errors.target_url = ['Enter a valid URL.'];
		}
		if (Object.keys(errors).length > 0) throw fieldErrors(errors);
		const slug = String(resthook);
		const isTaken = this.hooks.all().some((hook) => hook.url === url && hook.events.includes(slug));
		if (isTaken) {
			const message = 'URL is already subscribed to this event.';
			throw fieldErrors({ non_field_errors: [message] });
		}
		const hook = this.hooks.add({
			id: String(this.hooks.nextId()),
			url: String(url),
			events: [slug],
			isEnabled: true,
			secret: null,
			fields: { created_on: new Date().toISOString().replace('Z', '000Z') },
		});
		return json(201, shown(hook));
	}
}

function shown({ id, url, events, fields }: ReturnType<HookStore['all']>[number]) {
	const created = String(fields.created_on);
	return { id: Number(id), resthook: events[0], target_url: url, created_on: created };
}
