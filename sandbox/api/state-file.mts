import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { LoggedRequest, RequestLog } from './request-log.mts';
import type { ProviderId, Service } from './service.mts';

interface SavedState {
	services: Record<ProviderId, unknown>;
	log: LoggedRequest[];
}

/**
 * Keeps the services' data and the request log in a file, so that a killed sandbox continues where it stopped, as a
 * real service does from its database. Faults and rate limit counts are not kept.
 */
export class StateFile {
	readonly #path: string;
	readonly #services: readonly Service[];
	readonly #log: RequestLog;

	constructor(path: string, services: readonly Service[], log: RequestLog) {
		this.#path = path;
		this.#services = services;
		this.#log = log;
	}

	/** Restores the state of an earlier sandbox. Does nothing if the file does not exist. */
	load(): void {
		if (!existsSync(this.#path)) return;
		const saved: SavedState = JSON.parse(readFileSync(this.#path, 'utf8'));
		for (const { id, state } of this.#services) state.restore(saved.services[id]);
		this.#log.replace(saved.log);
	}

	/** Replaces the file in one step: if the process is killed meanwhile, the old file stays. */
	save(): void {
		const services = Object.fromEntries(
			this.#services.map(({ id, state }) => [id, state.snapshot()]),
		);
		const temporary = `${this.#path}.next`;
		writeFileSync(temporary, JSON.stringify({ services, log: this.#log.list() }));
		renameSync(temporary, this.#path);
	}
}
