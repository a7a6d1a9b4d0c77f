import type { INodeParameters } from 'n8n-workflow';
import { collectionFields } from '../../engine/engine.mts';
import { byId } from '../../engine/world.mts';
import { post, read } from './requests.mts';
import { schedule, useSmartlead } from './useSmartlead.mts';

const tracked = '2048110';

const plainFields = {
	add_unsubscribe_tag: true,
	auto_pause_domain_leads_on_reply: true,
	bounce_autopause_threshold: '5',
	domain_level_rate_limit: true,
	enable_ai_esp_matching: true,
	follow_up_percentage: 40,
	force_plain_text: false,
	ignore_ss_mailbox_sending_limit: true,
	send_as_plain_text: true,
	stop_lead_settings: 'CLICK_ON_A_LINK',
	unsubscribe_text: 'Tell me',
};
const tracking = { track_settings: ['DONT_TRACK_EMAIL_OPEN', 'DONT_TRACK_LINK_CLICK'] };
const outOfOffice = {
	ignoreOOOasReply: true,
	autoReactivateOOO: true,
	reactivateOOOwithDelay: 3,
	autoCategorizeOOO: false,
};
const categories = { ai_categorisation_options: '2, 7,1' };
const sentSettings = {
	...plainFields,
	...tracking,
	out_of_office_detection_settings: outOfOffice,
	ai_categorisation_options: [2, 7, 1],
};

describe('Create', () => {
	const { run, received, storedWithId } = useSmartlead();

	it('sends every field of the editor but for the content with the request that sets it', async () => {
		const settings = { ...plainFields, ...tracking, ...outOfOffice, ...categories };
		const additionalFields = { ...settings, ...schedule, client_id: byId('4101') };
		const content = ['sequence', 'sequenceJson', 'email_account_ids', 'email_account_idsJson'];
		const others = ['additionalFieldsJson', 'startNow', ...content];
		expect(collectionFields('smartlead', 'additionalFields')).toEqual(
			[...Object.keys(additionalFields), ...others].toSorted(),
		);
		const { items } = await run({ operation: 'create', name: 'Q2 founders', additionalFields });
		const id = String(items?.[0]?.id);
		expect(await received()).toEqual([
			post('create', { name: 'Q2 founders', client_id: 4101 }),
			read(id),
			post(`${id}/settings`, sentSettings),
			post(`${id}/schedule`, schedule),
			read(id),
		]);
		expect(await storedWithId(id)).toMatchObject({
			name: 'Q2 founders',
			client_id: 4101,
			track_settings: ['DONT_EMAIL_OPEN', 'DONT_LINK_CLICK'],
			scheduler_cron_value: { tz: 'Asia/Tokyo', days: [0, 1, 5] },
			schedule_start_time: schedule.schedule_start_time,
			sandbox: { writeOnly: { bounce_autopause_threshold: '5' } },
		});
	});

	it.each<[string, INodeParameters, string]>([
		['a client that is not an ID', { client_id: byId('Acme') }, "'Client' is not an ID"],
		['a category that is not an ID', { ai_categorisation_options: '2,hot' }, "contains 'hot'"],
		['invalid JSON', { additionalFieldsJson: '{ no }' }, 'is not a JSON object'],
		[
			'a field that is set twice',
			{ send_as_plain_text: true, additionalFieldsJson: '{ "send_as_plain_text": false }' },
			"'send_as_plain_text' is set twice",
		],
	])('with %s is an error before any request', async (_, additionalFields, message) => {
		const { error } = await run({ operation: 'create', name: 'Q2 founders', additionalFields });
		expect(error?.message).toContain(message);
		expect(await received()).toEqual([]);
	});
});

describe('Update', () => {
	const { run, received, storedWithId } = useSmartlead();
	const update = async (updateFields: INodeParameters, id = tracked) =>
		await run({ operation: 'update', campaign: byId(id), updateFields });

	it('offers the fields of Create but for Start Now, and the name', () => {
		const fields = collectionFields('smartlead', 'additionalFields');
		const ofUpdate = [...fields.filter((field) => field !== 'startNow'), 'name'];
		expect(collectionFields('smartlead', 'updateFields')).toEqual(ofUpdate.toSorted());
	});

	it.each<[string, INodeParameters, object]>([
		['the name', { name: ' Renamed ' }, { name: 'Renamed' }],
		['plain fields', plainFields, plainFields],
		['tracking', tracking, tracking],
		[
			'tracking in the words that Get returns',
			{ track_settings: ['DONT_EMAIL_OPEN', 'DONT_LINK_CLICK', 'DONT_REPLY_TO_AN_EMAIL'] },
			{
				track_settings: [
					'DONT_TRACK_EMAIL_OPEN',
					'DONT_TRACK_LINK_CLICK',
					'DONT_TRACK_REPLY_TO_AN_EMAIL',
				],
			},
		],
		['tracking with nothing switched off', { track_settings: [] }, { track_settings: [] }],
		[
			'one out-of-office field',
			{ reactivateOOOwithDelay: 3 },
			{ out_of_office_detection_settings: { reactivateOOOwithDelay: 3 } },
		],
		['categories', categories, { ai_categorisation_options: [2, 7, 1] }],
		['the client', { client_id: byId('4102') }, { client_id: 4102 }],
		['no client', { additionalFieldsJson: '{ "client_id": null }' }, { client_id: null }],
		['JSON', { additionalFieldsJson: '{ "force_plain_text": true }' }, { force_plain_text: true }],
	])('of %s sends only that', async (_, updateFields, body) => {
		const { error } = await update(updateFields);
		expect(error).toBeUndefined();
		expect(await received()).toEqual([
			read(tracked),
			post(`${tracked}/settings`, body),
			read(tracked),
		]);
	});

	it('leaves everything else as it was', async () => {
		const before = await storedWithId(tracked);
		const { items } = await update({ follow_up_percentage: 40 });
		expect(items).toMatchObject([{ id: tracked, status: 'active' }]);
		expect(await storedWithId(tracked)).toEqual({
			...before,
			follow_up_percentage: 40,
			updated_at: expect.any(String),
		});
	});

	it('shows why the service refused an unknown field', async () => {
		const { error } = await update({ additionalFieldsJson: '{ "clinet_id": 1 }' });
		expect(error?.message).toBe(
			'Smartlead refused to change the campaign\'s settings: "clinet_id" is not allowed',
		);
		expect(error?.description).toContain("Check 'Additional Fields (JSON)'");
	});

	it('fails with "not found" for a campaign that does not exist', async () => {
		const { error } = await update({ name: 'Renamed' }, '999');
		expect(error?.message).toBe("Smartlead has no campaign with the ID '999'");
	});

	it('of the bounce threshold sends a number as text', async () => {
		const updateFields = { bounce_autopause_threshold: '={{ 5 }}' };
		const { error } = await update(updateFields);
		expect(error).toBeUndefined();
		expect(await received()).toContainEqual(
			post(`${tracked}/settings`, { bounce_autopause_threshold: '5' }),
		);
	});
});
