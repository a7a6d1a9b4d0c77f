/** The request that reads a campaign. */
export const read = (id: number | string) => ({
	method: 'GET',
	path: `/api/v1/campaign/${id}`,
	query: {},
	body: null,
});

/** The request that creates or updates a campaign. */
export const post = (body: unknown) => ({
	method: 'POST',
	path: '/api/v1/campaign',
	query: {},
	body,
});

/** The request for the list of campaigns. */
export const list = { method: 'GET', path: '/api/v1/campaigns', query: {}, body: null };
