const campaigns = '/api/v1/campaigns';

/** The request that reads a campaign. */
export const read = (id: string) => ({
	method: 'GET',
	path: `${campaigns}/${id}`,
	query: {},
	body: null,
});

/** The request for the list of campaigns. */
export const list = { method: 'GET', path: campaigns, query: {}, body: null };

/** A request that creates or changes a campaign; `path` is below the list's path. */
export const post = (path: string, body: unknown) => ({
	method: 'POST',
	path: `${campaigns}/${path}`,
	query: {},
	body,
});

/** The request that deletes a campaign. */
export const remove = (id: string) => ({
	method: 'DELETE',
	path: `${campaigns}/${id}`,
	query: {},
	body: null,
});
