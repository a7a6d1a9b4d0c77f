import { delimiter, dirname, join } from 'node:path';
import { node24, plainEnvironment } from './processes.mts';

/**
 * Everything in n8n 2.40 that reaches out by itself, switched off.
 * Names from the classes of its `@n8n/config` package and its community-packages module.
 */
const STAY_INSIDE = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_AI_ENABLED: 'false',
	N8N_MCP_ACCESS_ENABLED: 'false',
	// Fetches its list at every start, whatever the other settings say.
	N8N_DISABLED_MODULES: 'mcp-registry',
	// Community nodes on, but n8n's list of verified ones is fetched from its servers.
	N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	// A package that fails to load must be seen, not replaced by the registry's.
	N8N_REINSTALL_MISSING_PACKAGES: 'false',
};

/** Where one n8n lives and listens. */
export interface Place {
	/** Folder of its database, settings, log and community packages */
	dataFolder: string;
	/** Port of 127.0.0.1 for the editor and the REST API */
	port: number;
	/** Port of 127.0.0.1 for its task runner */
	brokerPort: number;
}

/** The file that lists the hosts outside this machine that n8n tried to reach, one a line. */
export function outsideLog(dataFolder: string): string {
	return join(dataFolder, 'outside.log');
}

/**
 * The whole environment of an n8n at `place`. HOME is the data folder too, so that n8n's cache stays in it.
 *
 * @param extra variables of the caller's, which win
 */
export function n8nEnvironment(
	place: Place,
	extra: Record<string, string>,
): Record<string, string> {
	const path = [dirname(node24()), process.env.PATH ?? ''].join(delimiter);
	return plainEnvironment({
		...STAY_INSIDE,
		PATH: path,
		NODE_ENV: 'production',
		HOME: place.dataFolder,
		N8N_USER_FOLDER: place.dataFolder,
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(place.port),
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(place.brokerPort),
		// The editor is served over plain HTTP here.
		N8N_SECURE_COOKIE: 'false',
		N8N_LOG_OUTPUT: 'console',
		OUTSIDE_LOG: outsideLog(place.dataFolder),
		...extra,
	});
}
