/**
 * Loaded before a worker: n8n-workflow's build for `import` names files without their endings, which Node.js
 * does not find. Its other build is the one that n8n itself runs.
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
