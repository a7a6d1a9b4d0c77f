import { join } from 'node:path';
import { packPackage } from '../sandbox/n8n/package.mts';

/** The variable in which the global setup hands the packed package to the test files. */
export const TARBALL_VARIABLE = 'CAMPAIGNS_TARBALL';

/** The packed package of this checkout. */
export async function currentVersion(): Promise<string> {
	return process.env[TARBALL_VARIABLE] ?? (await packPackage());
}

const earlierFolder = join(import.meta.dirname, 'earlier');

/**
 * Earlier versions of the package, as `npm pack` packs what their commits build: 0.1.0 is 7b3db56. The first one with
 * a Campaign Webhook Trigger that was tested in a real n8n is 940fa24, which was never released.
 */
export const earlierVersions = {
	'0.1.0': join(earlierFolder, '0.1.0.tgz'),
	'first webhooks': join(earlierFolder, 'first-webhooks.tgz'),
} as const;
