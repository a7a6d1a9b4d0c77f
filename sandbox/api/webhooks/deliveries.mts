import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProviderId } from '../service.mts';
import type { Outgoing, ServiceWebhooks } from './service-webhooks.mts';
import { signature } from './signature.mts';

/** How a delivery can be forged. For a service without signatures, the mark in the address is. */
export const forgeries = ['unsigned', 'wrongSecret', 'old', 'future'] as const;

/** What the next deliveries run into. */
export interface DeliveryFault {
	provider: ProviderId;
	/** How many deliveries it affects. */
	times: number;
	/** Whether it never arrives: no attempt is made. */
	drop?: boolean;
	/** How often it is delivered in addition, although it was answered. */
	repeat?: number;
	/** Milliseconds to wait before the first attempt. */
	delayMs?: number;
	/** Whether it is held back until the next delivery was sent. */
	reorder?: boolean;
	forge?: (typeof forgeries)[number];
}

/** One delivery with its attempts, as the control API shows it. */
export interface DeliveryRecord {
	id: string;
	provider: ProviderId;
	hook: string;
	url: string;
	event: string;
	body: string;
	isDropped: boolean;
	/** No further attempt will be made. */
	isOver: boolean;
	/** `status` is null if no answer came in time; times are in ms since 1970. */
	attempts: Array<{ sentAt: number; tookMs: number; status: number | null; answer: string }>;
}

/** Sends what happens at the services to the hooks, as each service does: with its signature, time limit and retries. */
export class Deliveries {
	/** Multiplies the waits between attempts, so that tests need not wait for hours. */
	timeScale = 1;
	/** Where addresses really lead: origins such as "https://n8n.example" by the origin to call instead. */
	origins: Record<string, string> = {};
	#records: DeliveryRecord[] = [];
	#faults: DeliveryFault[] = [];
	#held: Array<() => void> = [];
	#stop = new AbortController();

	list(provider?: ProviderId): DeliveryRecord[] {
		return this.#records.filter((each) => provider === undefined || each.provider === provider);
	}

	/** How many deliveries are still under way. */
	get pending(): number {
		return this.#records.filter(({ isOver }) => !isOver).length;
	}

	addFault(fault: DeliveryFault): void {
		this.#faults.push({ ...fault });
	}

	/** Ends all deliveries, and forgets them and the faults. */
	clear(): void {
		this.#stop.abort();
		this.#stop = new AbortController();
		this.#records = [];
		this.#faults = [];
		this.#held = [];
		this.timeScale = 1;
		this.origins = {};
	}

	/** Starts deliveries. @returns their records */
	send(provider: ProviderId, webhooks: ServiceWebhooks, outgoing: Outgoing[]): DeliveryRecord[] {
		return outgoing.map((each) => {
			const fault = this.#takeFault(provider);
			const record: DeliveryRecord = {
				id: randomUUID(),
				provider,
				hook: each.hook.id,
				url: each.hook.url,
				event: each.event,
				body: each.body,
				isDropped: fault.drop === true,
				isOver: fault.drop === true,
				attempts: [],
			};
			this.#records.push(record);
			if (record.isDropped) return record;
			const { signal } = this.#stop;
			const start = () => {
				this.#run(record, webhooks, each, fault, signal).catch((error: unknown) => {
					record.isOver = true;
					if (!signal.aborted) throw error;
				});
			};
			if (fault.reorder === true) {
				this.#held.push(start);
				return record;
			}
			start();
			for (const held of this.#held.splice(0)) setTimeout(held, 20);
			return record;
		});
	}

	#takeFault(provider: ProviderId): Partial<DeliveryFault> {
		const fault = this.#faults.find((each) => each.provider === provider);
		if (!fault) return {};
		fault.times -= 1;
		if (fault.times <= 0) this.#faults = this.#faults.filter((each) => each !== fault);
		return fault;
	}

	async #run(
		record: DeliveryRecord,
		{ policy }: ServiceWebhooks,
		outgoing: Outgoing,
		fault: Partial<DeliveryFault>,
		stop: AbortSignal,
	): Promise<void> {
		await sleep(fault.delayMs ?? 0, undefined, { signal: stop });
		for (const waitMs of [0, ...policy.retriesMs]) {
			if (record.attempts.length > 0) {
				await sleep(waitMs * this.timeScale, undefined, { signal: stop });
			}
			const status = await this.#attempt(record, policy, outgoing, fault.forge, stop);
			if (status !== null) policy.answered?.(outgoing.hook, status);
			if (!policy.isRetried(status)) break;
		}
		for (let repeat = 0; repeat < (fault.repeat ?? 0); repeat++) {
			await this.#attempt(record, policy, outgoing, fault.forge, stop);
		}
		record.isOver = true;
	}

	async #attempt(
		record: DeliveryRecord,
		{ timeoutMs, signature: form }: ServiceWebhooks['policy'],
		{ hook, body, headers }: Outgoing,
		forge: DeliveryFault['forge'],
		stop: AbortSignal,
	): Promise<number | null> {
		const shiftS = forge === 'old' ? -86_400 : forge === 'future' ? 86_400 : 0;
		const seconds = Math.floor(Date.now() / 1000) + shiftS;
		const secret = forge === 'wrongSecret' ? `${hook.secret} not` : hook.secret;
		const isSigned = form !== null && secret !== null && forge !== 'unsigned';
		const sentAt = Date.now();
		const startedAt = performance.now();
		let status: number | null = null;
		let answer = '';
		try {
			const response = await fetch(
				this.#target(form === null ? forgeMark(hook.url, forge) : hook.url),
				{
					method: 'POST',
					body,
					headers: {
						'Content-Type': 'application/json',
						...headers,
						...(isSigned
							? { [form.header]: signature(secret, body, seconds, form.separator) }
							: {}),
					},
					redirect: 'manual',
					signal: AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]),
				},
			);
			answer = (await response.text()).slice(0, 500);
			status = response.status;
		} catch (error) {
			if (stop.aborted) throw error;
			answer = String(error);
		}
		record.attempts.push({ sentAt, tookMs: performance.now() - startedAt, status, answer });
		return status;
	}

	#target(address: string): string {
		const url = new URL(address);
		const origin = this.origins[url.origin];
		return origin === undefined ? address : `${origin}${url.pathname}${url.search}`;
	}
}

function forgeMark(address: string, forge: DeliveryFault['forge']): string {
	const url = new URL(address);
	if (forge === 'unsigned') url.searchParams.delete('mark');
	if (forge === 'wrongSecret') url.searchParams.set('mark', 'x'.repeat(43));
	return url.toString();
}
