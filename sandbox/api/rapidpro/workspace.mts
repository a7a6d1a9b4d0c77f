import type { Endpoint } from './endpoint.mts';
import { json } from './responses.mts';
import { workspace } from './seed.mts';

const get = () => json(200, workspace);

/** The framework's own answer to OPTIONS. Its status was observed, its body is the framework's default. */
const metadata = {
	name: 'Workspace Endpoint',
	description: 'This endpoint allows you to view details about your workspace.',
	renders: ['application/json', 'text/html'],
	parses: ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'],
};

/** Shows the workspace. Unlike the others, it answers HEAD and OPTIONS (observed). */
export const workspaceEndpoint: Endpoint = {
	hasPermissionsByMethod: false,
	methods: { GET: get, HEAD: get, OPTIONS: () => json(200, metadata) },
	withoutSuffix: (isAuthenticated) => (isAuthenticated ? workspace : { uuid: null, name: '' }),
};
