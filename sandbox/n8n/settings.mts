import { delimiter, dirname, join } from 'node:path';
import { cleanEnvironment, node24 } from './processes.mts';

/**
 * Turns off everything in n8n 2.40 that connects to the internet on its own. The names are from its `@n8n/config`
 * package and its community-packages module.
 */
const OFFLINE_SETTINGS = {
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
	// This module fetches its list at every start, regardless of the other settings.
	N8N_DISABLED_MODULES: 'mcp-registry',
	// Community nodes stay enabled, but n8n would fetch its list of verified ones.
	N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	// A package that fails to load must show as an error, not be replaced from the registry.
	N8N_REINSTALL_MISSING_PACKAGES: 'false',
};

/** The data folder and the ports of one n8n. */
export interface InstanceConfig {
	/** Folder of its database, settings, log and community packages */
	dataFolder: string;
	/** Port of the editor and the REST API on 127.0.0.1 */
	port: number;
	/** Port of its task runner on 127.0.0.1 */
	brokerPort: number;
}

/** The file that lists the hosts on other machines to which n8n tried to connect, one per line. */
export function blockedHostsLog(dataFolder: string): string {
	return join(dataFolder, 'blocked-hosts.log');
}

/**
 * The whole environment of an n8n. HOME is its data folder, so that its cache is in there, too.
 *
 * @param extra variables that take precedence
 */
export function n8nEnvironment(
	{ dataFolder, port, brokerPort }: InstanceConfig,
	extra: Record<string, string>,
): Record<string, string> {
	const path = [dirname(node24()), process.env.PATH ?? ''].join(delimiter);
	return cleanEnvironment({
		...OFFLINE_SETTINGS,
		PATH: path,
		NODE_ENV: 'production',
		HOME: dataFolder,
		N8N_USER_FOLDER: dataFolder,
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		// The editor is served over plain HTTP.
		N8N_SECURE_COOKIE: 'false',
		N8N_LOG_OUTPUT: 'console',
		BLOCKED_HOSTS_LOG: blockedHostsLog(dataFolder),
		...extra,
	});
}
