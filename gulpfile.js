const { spawn } = require('node:child_process');
const { mkdir, rm, writeFile } = require('node:fs/promises');
const path = require('node:path');
const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');
const { n8n } = require('./package.json');

const bundleFile = 'dist/campaigns.js';

const clean = () => rm('dist', { recursive: true, force: true });

/** Checks the types and writes the modules to dist/modules, where tests and scripts import them. */
const compile = () =>
	spawn(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });

/** Bundles all modules into one file, which loads three times as fast, and writes the files that n8n loads. */
const bundle = async () => {
	const entries = [...n8n.nodes, ...n8n.credentials].map((file) => ({
		file,
		className: path.basename(file).split('.')[0],
		source: file.replace('dist', '.').replace(/\.js$/, ''),
	}));
	const toExport = ({ className, source }) => `export { ${className} } from '${source}';`;
	const { outputFiles } = await esbuild.build({
		stdin: { contents: entries.map(toExport).join('\n'), resolveDir: __dirname },
		write: false,
		bundle: true,
		packages: 'external',
		platform: 'node',
		target: 'node20',
		banner: { js: "'use strict';" },
	});
	const [{ text }] = outputFiles;
	await mkdir(path.dirname(bundleFile), { recursive: true });
	// Tabs are half as large as the pairs of spaces. No source has a text over several lines, which would change.
	await writeFile(
		bundleFile,
		text.replace(/^( {2})+/gm, (spaces) => '\t'.repeat(spaces.length / 2)),
	);
	for (const { file, className } of entries) {
		const target = path.posix.relative(path.posix.dirname(file), bundleFile);
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, `exports.${className} = require('${target}').${className};\n`);
	}
};

/** Copies the icons and the nodes' codex files. */
const assets = () => src('nodes/**/*.{svg,json}', { base: '.' }).pipe(dest('dist'));

exports.build = series(clean, parallel(compile, bundle, assets));
