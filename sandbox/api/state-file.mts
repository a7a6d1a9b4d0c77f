import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { LoggedRequest, RequestLog } from './request-log.mts';
import type { ProviderId, Service } from './service.mts';

interface Saved {
	services: Record<ProviderId, string>;
	log: LoggedRequest[];
}

/**
 * Keeps what the services store, and the log of requests, in a file: a sandbox that is killed goes on from there, as a
 * real service would from its database. Faults and the counts of rate limits are not kept.
 */
export class Store {
	readonly #file: string;
	readonly #services: readonly Service[];
	readonly #log: RequestLog;

	constructor(file: string, services: readonly Service[], log: RequestLog) {
		this.#file = file;
		this.#services = services;
		this.#log = log;
	}

	/** Takes what an earlier sandbox left; nothing where there is no file. */
	load(): void {
		if (!existsSync(this.#file)) return;
		const saved: Saved = JSON.parse(readFileSync(this.#file, 'utf8'));
		for (const service of this.#services) service.restore(saved.services[service.id]);
		this.#log.replace(saved.log);
	}

	/** Writes all of it, in one step: a kill in between leaves what was there before. */
	save(): void {
		const services = Object.fromEntries(this.#services.map((each) => [each.id, each.saved()]));
		const next = `${this.#file}.next`;
		writeFileSync(next, JSON.stringify({ services, log: this.#log.list() }));
		renameSync(next, this.#file);
	}
}
