/**
 * What takes many minutes, or needs polls on time, is for `npm run test:long`: a busy machine must not fail `npm test`.
 */
const longTests = [
	...['hostModel', 'queueOutages', 'queueVersions'],
	...['triggerOutage', 'triggerTwoMains', 'webhookSpeed'],
];
const isLongRun = process.env.LONG_TESTS === 'yes';

/** Tests are .mts: native ES modules, as Node runs the sandbox; the package itself is tested as it is built, from dist. */
export default {
	// Real servers and waits: what is slow on a busy machine must not fail.
	testTimeout: 30_000,
	// Most of them wait: for services, for n8n, for polls.
	maxWorkers: 3,
	// The long tests of one file that run at the same time mostly wait for a rate.
	maxConcurrency: isLongRun ? 8 : 5,
	// Builds and packs once, so that every test sees the package as it is published now.
	globalSetup: '<rootDir>/test/global-setup.mts',
	setupFiles: ['<rootDir>/test/seed.mts'],
	testMatch: ['<rootDir>/test/**/*.test.mts'],
	testPathIgnorePatterns: isLongRun ? [] : longTests.map((name) => `test/e2e/${name}\\.`),
	extensionsToTreatAsEsm: ['.mts'],
	moduleFileExtensions: ['js', 'mjs', 'cjs', 'mts', 'ts', 'json', 'node'],
	modulePathIgnorePatterns: ['<rootDir>/sandbox/n8n/', '<rootDir>/.sandbox/'],
	transform: { '\\.mts$': ['ts-jest', { tsconfig: 'test/tsconfig.json', useESM: true }] },
};
