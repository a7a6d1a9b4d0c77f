/**
 * Mutation testing of transport/ and operations/, with StrykerJS:
 *
 *     npm run mutation
 *     TESTS='test/transport/*.test.mts' npm run mutation -- --mutate nodes/Campaign/transport/retry.ts
 *
 *     SAMPLE=100 npm run mutation
 *
 * TESTS holds patterns with spaces between them. SAMPLE is how many lines are drawn at random; without it, all mutants
 * are tested, which takes days. The report is in .sandbox/mutation.json.
 */
import { globSync } from 'node:fs';
import { sampleLines } from './test/mutation/sampleLines.mjs';

// The processes that run the tests inherit these; test/global-setup.mts says why.
process.env.TZ = 'Asia/Kathmandu';
process.env.N8N_LOG_LEVEL = 'silent';
// Otherwise n8n loads the package into a realm of its own, where Stryker cannot switch the mutants.
process.env.NODE_ENV = 'test';

const {
	TESTS:
		tests = 'test/{transport,operations,providers}/**/*.test.mts test/judges/{aws,http}*.test.mts',
} = process.env;

const sources = 'nodes/Campaign/{transport,operations}/**/*.ts';
// Most string literals are wordings.
const mutator = { excludedMutations: ['StringLiteral'] };

export default {
	mutate:
		process.env.SAMPLE === undefined
			? [sources]
			: await sampleLines(globSync(sources), Number(process.env.SAMPLE), mutator),
	ignorePatterns: ['.ci', '.github', '.sandbox', 'dist', 'docs', 'examples', 'scripts'],
	// Builds all mutants at once: each is switched on when its turn comes.
	buildCommand: 'gulp build',
	testRunner: 'mocha',
	mochaOptions: {
		require: ['./test/mutation/jestInterface.cjs', './bench/commonjs.mts', './test/seed.mts'],
		// These use up the rate of a key that all tests of the process share, or take too long.
		spec: globSync(tests.split(' '), {
			exclude: [
				'**/{concurrency,contentSync,parametersFirst,rateLimited,retryOptions,sharedKey,sharedWaits,volume}.test.mts',
				'**/*.property.test.mts',
			],
		}),
	},
	coverageAnalysis: 'perTest',
	mutator,
	// What is evaluated at loading cannot be switched later.
	ignoreStatic: true,
	concurrency: 1,
	dryRunTimeoutMinutes: 30,
	reporters: ['clear-text', 'json', 'progress'],
	jsonReporter: { fileName: '.sandbox/mutation.json' },
	tempDirName: '.sandbox/stryker',
};
