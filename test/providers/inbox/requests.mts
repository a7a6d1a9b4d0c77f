const campaigns = '/api/v1/campaigns';

/** The path of the calls for campaigns of the current generation. */
export const currentPath = `${campaigns}/v2`;

/** The path of the calls for campaigns of the first generation. */
export const firstPath = campaigns;

/** The request that reads a campaign of the current generation. */
export const read = (id: string) => ({
	method: 'GET',
	path: `${currentPath}/${id}`,
	query: {},
	body: null,
});

/** The request that reads a campaign of the first generation. */
export const readFirst = (id: string) => ({
	method: 'GET',
	path: `${firstPath}/${id}`,
	query: {},
	body: null,
});

/** The request for a page of a list. */
export const list = (path = currentPath, more = {}) => ({
	method: 'GET',
	path,
	query: { limit: '100', ...more },
	body: null,
});

/** A request that creates a campaign or changes its status. */
export const post = (path: string, body: unknown) => ({ method: 'POST', path, query: {}, body });

/** The request that changes the lead rules of a campaign. */
export const patchRules = (id: string, body: unknown) => ({
	method: 'PATCH',
	path: `${currentPath}/${id}/rules`,
	query: {},
	body,
});
