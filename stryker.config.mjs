/**
 * Mutation testing of transport/ and operations/, with StrykerJS:
 *
 *     npm run mutation
 *     TESTS='test/transport/*.test.mts' npm run mutation -- --mutate nodes/Campaign/transport/retry.ts
 *
 * TESTS holds patterns with spaces between them. The report is in .sandbox/mutation.json.
 */
import { globSync } from 'node:fs';

// The processes that run the tests inherit these; test/global-setup.mts says why.
process.env.TZ = 'Asia/Kathmandu';
process.env.N8N_LOG_LEVEL = 'silent';
// Otherwise n8n loads the package into a realm of its own, where Stryker cannot switch the mutants.
process.env.NODE_ENV = 'test';

const {
	TESTS: tests = 'test/{transport,operations}/**/*.test.mts test/judges/{aws,http}*.test.mts',
} = process.env;

export default {
	mutate: ['nodes/Campaign/{transport,operations}/**/*.ts'],
	ignorePatterns: ['.ci', '.github', '.sandbox', 'dist', 'docs', 'examples', 'scripts'],
	// Builds all mutants at once: each is switched on when its turn comes.
	buildCommand: 'gulp build',
	testRunner: 'mocha',
	mochaOptions: {
		require: ['./test/mutation/jestInterface.cjs', './bench/commonjs.mts', './test/seed.mts'],
		spec: globSync(tests.split(' ')),
	},
	coverageAnalysis: 'perTest',
	// Most of them are wordings.
	mutator: { excludedMutations: ['StringLiteral'] },
	// What is evaluated at loading cannot be switched later.
	ignoreStatic: true,
	concurrency: 1,
	reporters: ['clear-text', 'json', 'progress'],
	jsonReporter: { fileName: '.sandbox/mutation.json' },
	tempDirName: '.sandbox/stryker',
};
