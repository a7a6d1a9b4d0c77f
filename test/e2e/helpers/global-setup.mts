import { packPackage } from '../../../sandbox/n8n/package.mts';
import { TARBALL_VARIABLE } from './world.mts';

/** Jest's global setup for the end-to-end tests: builds and packs the package once, for all test files. */
export default async function packOnce(): Promise<void> {
	process.env[TARBALL_VARIABLE] = await packPackage();
}
