import { packPackage } from '../sandbox/n8n/package.mts';
import { browserProgram, HOW_TO_GET_A_BROWSER } from './editor/helpers/browser.mts';
import { TARBALL_VARIABLE } from './e2e/helpers/world.mts';

/** Jest's global setup: builds and packs the package once, for all test files. */
export default async function packOnce(): Promise<void> {
	// Where the clock is not UTC, a time read wrongly shows.
	process.env.TZ = 'Asia/Kathmandu';
	// n8n's engine would log every error that a test provokes on purpose.
	process.env.N8N_LOG_LEVEL = 'silent';
	if (browserProgram === undefined) console.warn(HOW_TO_GET_A_BROWSER);
	process.env[TARBALL_VARIABLE] = await packPackage();
}
