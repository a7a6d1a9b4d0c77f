/**
 * Loaded before a worker. Node.js cannot load the ES module build of n8n-workflow, whose imports lack file extensions.
 * This hook resolves to its CommonJS build, which n8n itself uses.
 */
import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const workflow = pathToFileURL(createRequire(import.meta.url).resolve('n8n-workflow')).href;

registerHooks({
	resolve: (specifier, context, next) =>
		specifier === 'n8n-workflow' && context.conditions.includes('import')
			? next(workflow, context)
			: next(specifier, context),
});
