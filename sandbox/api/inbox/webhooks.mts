import { HookStore } from '../webhooks/hooks.mts';
import type { Happening, DeliveryPolicy, Outgoing } from '../webhooks/service-webhooks.mts';
import { isEventType, type LoggedEvent } from './events.mts';
import type { InboxState } from './state.mts';

/**
 * That deliveries are repeated is documented, when is not: only an older page says for up to six hours. The waits and the
 * time limit are invented.
 */
const policy: DeliveryPolicy = {
	timeoutMs: 30_000,
	retriesMs: [30_000, 120_000, 600_000, 1_800_000, 7_200_000],
	isRetried: (status) => status === null || status < 200 || status > 299,
	signature: { header: 'X-Inbox-Signature', separator: ',' },
};

/**
 * Webhooks of API v1. They are registered in the app only. That v1 deliveries are signed was observed, what is signed is
 * inferred from API v2.
 */
export class InboxWebhooks {
	readonly hooks = new HookStore();
	readonly policy = policy;
	send: (outgoing: Outgoing[]) => void = () => {};
	readonly #state: InboxState;

	constructor(state: InboxState) {
		this.#state = state;
		state.events.onEvent = (event) => this.send(this.#outgoing(event));
	}

	/** An event without its own rules is only logged and delivered: nothing about the campaign changes. */
	happen({ event, campaign, fields = {} }: Happening): Outgoing[] | null {
		const found = this.#state.campaigns
			.all()
			.find(({ id }) => campaign === undefined || id === campaign);
		if (!found || !isEventType(event)) return null;
		const { onEvent } = this.#state.events;
		let outgoing: Outgoing[] = [];
		this.#state.events.onEvent = (logged) => {
			outgoing = this.#outgoing(logged);
		};
		this.#state.events.add(event, found, fields);
		this.#state.events.onEvent = onEvent;
		return outgoing;
	}

	#outgoing(event: LoggedEvent): Outgoing[] {
		const type = String(event.type);
		const [category] = type.split('.');
		const body = JSON.stringify(event);
		return this.hooks
			.all()
			.filter(({ isEnabled }) => isEnabled)
			.filter(({ events }) => events.includes(type) || events.includes(`${category}.*`))
			.map((hook) => ({ hook, event: type, body, headers: {} }));
	}
}
