/**
 * Lint rules for the folders that are not published: test/, sandbox/, bench/ and scripts/. The published folders keep
 * n8n's own eslint.config.mjs, which strict mode does not allow to change.
 *
 * The plugins are those of @n8n/node-cli, so this config adds no dependency.
 */
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);
const nodeCli = createRequire(resolve('@n8n/node-cli/eslint'));
const importX = nodeCli('eslint-plugin-import-x');
const typescript = nodeCli('typescript-eslint');

export default [
	{ ignores: ['**/node_modules/', 'dist/', 'coverage/', '.sandbox/'] },
	{
		files: ['{test,sandbox,bench,scripts}/**/*.{mts,mjs}'],
		languageOptions: { parser: typescript.parser },
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		plugins: { '@typescript-eslint': typescript.plugin, 'import-x': importX },
		rules: {
			'import-x/order': [
				'error',
				{
					groups: ['builtin', 'external', 'parent', ['sibling', 'index']],
					'newlines-between': 'never',
					alphabetize: { order: 'asc', caseInsensitive: true },
				},
			],
			'import-x/first': 'error',
			'import-x/no-duplicates': 'error',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
			],
			eqeqeq: 'error',
			'no-var': 'error',
			'prefer-const': 'error',
		},
	},
];
