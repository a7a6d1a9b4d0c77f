import type { Faults } from './faults.mts';
import type { OtherDocumentation } from './other-documentation.mts';
import type { RequestLog } from './request-log.mts';
import type { ScheduledChanges } from './scheduled-changes.mts';
import type { Service } from './service.mts';
import type { Deliveries } from './webhooks/deliveries.mts';

/** What the services' routes and the control API share. */
export interface SandboxContext {
	services: Service[];
	log: RequestLog;
	faults: Faults;
	scheduledChanges: ScheduledChanges;
	deliveries: Deliveries;
	otherDocumentation: OtherDocumentation;
	/** Restores the seed data and the initial rate limits; clears the log, faults and scheduled changes. */
	reset(): void;
	/** Writes the state file, if there is one. */
	save(): void;
}
