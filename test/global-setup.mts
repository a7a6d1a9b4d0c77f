import { packPackage } from '../sandbox/n8n/package.mts';
import { browserProgram, HOW_TO_GET_A_BROWSER } from './editor/helpers/browser.mts';
import { TARBALL_VARIABLE } from './packages.mts';

/** Jest's global setup: builds and packs the package once, for all test files. */
export default async function packOnce(): Promise<void> {
	// Not UTC, so that tests notice a time that is read as local time.
	process.env.TZ = 'Asia/Kathmandu';
	// Otherwise n8n's engine logs every error that a test provokes.
	process.env.N8N_LOG_LEVEL = 'silent';
	if (browserProgram === undefined) console.warn(HOW_TO_GET_A_BROWSER);
	process.env[TARBALL_VARIABLE] = await packPackage();
}
