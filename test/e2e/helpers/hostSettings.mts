/** The settings with which n8n 2.36 and later store a poll's state together with the execution that it starts. */
export const durable = {
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
};

/** n8n's four ways to keep the memory of a poll. */
export const hostSettings: Readonly<Record<string, Record<string, string>>> = {
	'default settings': {},
	'the scheduler alone': { ...durable, N8N_POLLER_DURABLE_CURSORS_ENABLED: 'false' },
	'durable poll state': durable,
	'the engine of older versions': { N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'false' },
};
