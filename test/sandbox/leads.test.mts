import { Client, object, rows } from './client.mts';

let client: Client;
beforeAll(async () => {
	client = await Client.start();
});
beforeEach(() => client.reset());
afterAll(() => client.close());

describe('Smartlead', () => {
	const call = (method: string, path: string, body?: unknown) =>
		client.call('smartlead', method, `/campaigns/2048110/leads${path}`, body);

	const add = async (leads: unknown[], settings: object = {}) =>
		await call('POST', '', { lead_list: leads, settings });

	it.each([
		['an unknown key of a lead', { lead_list: [{ email: 'a@b.example', city: 'Rome' }] }, 'city'],
		['an unknown setting', { lead_list: [{ email: 'a@b.example' }], settings: { a: true } }, 'a'],
		['an unknown key beside them', { lead_list: [{ email: 'a@b.example' }], leads: [] }, 'leads'],
	])('refuses the whole import for %s', async (_case, body, key) => {
		const { status, data } = await call('POST', '', body);
		expect(status).toBe(400);
		expect(object(data).message).toContain(`${key}" is not allowed`);
		const { data: list } = await call('GET', '');
		expect(object(list).total_leads).toBe('3');
	});

	it('refuses a lead without an address, and more than 400 leads', async () => {
		expect((await add([{ first_name: 'Ada' }])).status).toBe(400);
		const many = (count: number) =>
			Array.from({ length: count }, (_, index) => ({ email: `a${index}@b.example` }));
		expect((await add(many(401))).status).toBe(400);
		expect(object((await add(many(400))).data).upload_count).toBe(400);
	});

	it('answers an import with the observed counters, and with IDs only when asked', async () => {
		const leads = [
			'new@b.example',
			'NEW@b.example',
			'nathan@acme.example',
			'quinn@healthcare.example',
			'a@blocked.example',
			'a@unsubscribed.example',
			'a@bounced.example',
			'nobody',
		].map((email) => ({ email }));
		const { data } = await add(leads, { return_lead_ids: true });
		const { emailToLeadIdMap, ...counters } = object(data);
		expect(counters).toEqual({
			ok: true,
			upload_count: 1,
			total_leads: 8,
			block_count: 1,
			duplicate_count: 2,
			invalid_email_count: 1,
			invalid_emails: ['nobody'],
			already_added_to_campaign: 1,
			unsubscribed_leads: ['a@unsubscribed.example'],
			is_lead_limit_exhausted: false,
			lead_import_stopped_count: 0,
			bounce_count: 1,
		});
		expect(emailToLeadIdMap).toEqual({
			newlyAddedLeads: { 'new@b.example': expect.any(Number) },
			existingLeads: { 'nathan@acme.example': expect.any(Number) },
			existingLeadsInOtherCampaigns: { 'quinn@healthcare.example': expect.any(Number) },
		});
		expect(object((await add([{ email: 'x@b.example' }])).data)).not.toHaveProperty(
			'emailToLeadIdMap',
		);
	});

	it('adds what the settings let pass', async () => {
		const leads = [
			'quinn@healthcare.example',
			'a@blocked.example',
			'a@unsubscribed.example',
			'a@bounced.example',
		].map((email) => ({ email }));
		const { data } = await add(leads, {
			ignore_global_block_list: true,
			ignore_unsubscribe_list: true,
			ignore_duplicate_leads_in_other_campaign: true,
			ignore_community_bounce_list: true,
		});
		expect(object(data).upload_count).toBe(4);
	});

	it('lists pages of up to 100, with the total as text', async () => {
		const { data } = await call('GET', '?offset=1&limit=1');
		expect(data).toMatchObject({
			total_leads: '3',
			offset: 1,
			limit: 1,
			data: [{ status: 'PAUSED', lead: { email: 'Olga@northwind.example' } }],
		});
		expect((await call('GET', '?limit=101')).status).toBe(400);
		expect((await call('GET', '?status=ACTIVE')).status).toBe(400);
		expect((await call('GET', '?page=2')).status).toBe(400);
	});

	it('changes a lead by its own ID only, and answers a removal with text', async () => {
		const [row] = rows(object((await call('GET', '')).data).data);
		const own = object(row?.lead).id;
		const place = String(row?.campaign_lead_map_id);
		const refused = await call('POST', `/${place}/pause`);
		expect([refused.status, refused.data]).toEqual([500, { error: 'Invalid lead id' }]);
		const paused = await call('POST', `/${String(own)}/pause`);
		expect(paused.data).toEqual({ ok: true, data: 'success' });
		expect((await call('POST', `/${String(own)}/resume`, { days: 1 })).status).toBe(400);
		expect((await call('DELETE', `/${String(own)}`)).data).toBe('success');
		expect((await call('GET', `/${String(own)}`)).status).toBe(404);
	});

	it('answers 404 for a campaign that does not exist', async () => {
		const { status, data } = await client.call('smartlead', 'GET', '/campaigns/9/leads');
		expect([status, data]).toEqual([404, { error: 'Campaign not found - Invalid campaign_id.' }]);
	});
});

describe('Inbox', () => {
	const path = '/campaigns/v2/s2nd0gen0campaign0000002/leads';
	const call = (at: string, body: unknown) => client.call('inbox', 'POST', `${path}${at}`, body);
	const platform = 'twitter';

	it.each([
		['no platform', { leads: [{ username: 'a', platform }] }],
		['a lead without a platform', { platform, leads: [{ username: 'a' }] }],
		['two names', { platform, leads: [{ username: 'a', externalId: 'b', platform }] }],
		['two lists', { platform, usernames: ['a'], externalIds: ['b'] }],
		['no leads', { platform, leads: [] }],
		['2,001 leads', { platform, usernames: Array(2_001).fill('a') }],
	])('refuses %s', async (_case, body) => {
		expect((await call('', body)).status).toBe(422);
	});

	it('only counts what it did', async () => {
		const body = { platform, usernames: ['ada', 'nathan', 'missing'] };
		expect((await call('', body)).data).toEqual({ added: 1, skipped: 1, failed: 1 });
	});

	it('cancels a lead that it has', async () => {
		const by = { by: 'username', platform };
		expect((await call('/nathan/cancel', by)).data).toEqual({ success: true });
		expect((await call('/nobody/cancel', by)).status).toBe(404);
		expect((await call('/nathan/cancel', { by: 'name', platform })).status).toBe(422);
	});
});
