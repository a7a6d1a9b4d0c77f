const { spawn } = require('node:child_process');
const { mkdir, rm, writeFile } = require('node:fs/promises');
const path = require('node:path');
const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');
const { n8n } = require('./package.json');

const clean = async () => await rm('dist', { recursive: true, force: true });

/** Checks the types, and leaves every module on its own for the tests and for what is written from the code. */
const compile = () =>
	spawn(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });

/** The files that n8n loads, each with the class that it looks for there. */
const entries = [...n8n.nodes, ...n8n.credentials].map((file) => ({
	file,
	source: file.replace(/^dist/, '.').replace(/\.js$/, ''),
	className: path.basename(file).split('.')[0],
}));

const bundled = 'dist/campaigns.js';

/** What is published: all modules as one readable file, which loads in a third of the time. */
const bundle = async () => {
	const exported = entries.map(
		({ className, source }) => `export { ${className} } from '${source}';`,
	);
	await esbuild.build({
		stdin: { contents: exported.join('\n'), resolveDir: __dirname },
		outfile: bundled,
		bundle: true,
		packages: 'external',
		platform: 'node',
		target: 'node20',
		banner: { js: "'use strict';" },
	});
	for (const { file, className } of entries) {
		const from = path.posix.relative(path.posix.dirname(file), bundled);
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, `exports.${className} = require('${from}').${className};\n`);
	}
};

/** What n8n reads beside the code: icons and the codex files of the nodes. */
const assets = () => src('nodes/**/*.{svg,json}', { base: '.' }).pipe(dest('dist'));

exports.build = series(clean, parallel(compile, bundle, assets));
exports.default = exports.build;
