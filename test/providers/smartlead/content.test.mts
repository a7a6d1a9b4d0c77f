import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, useSandbox } from '../../engine/world.mts';

const world = useSandbox();

const provider = 'smartlead';
const active = '2048110';
const paused = '2048124';

const schedule = {
	timezone: 'Europe/Berlin',
	days_of_the_week: [1, 2, 3],
	start_hour: '09:00',
	end_hour: '17:00',
	min_time_btw_emails: 5,
	max_new_leads_per_day: 10,
};
const steps = [
	{ subject: 'Hello "there" 🎉', email_body: "<p>It's <br>us & them</p>", delay_in_days: 0 },
	{ subject: '', email_body: '<p>Still us</p>', delay_in_days: 3 },
];
const whole = { ...schedule, sequence: { steps }, email_account_ids: [7302, 7301] };

/** The sandbox enforces no limit here, so the node needs no pace. */
const unlimited = { requestsPerMinute: 1_000_000 };

const run = async (parameters: INodeParameters, options: INodeParameters = {}) =>
	await world.run(provider, { ...parameters, options: { ...unlimited, ...options } });
const upsert = async (name: string, additionalFields: INodeParameters, options = {}) =>
	await run({ operation: 'upsert', matchBy: 'name', name, additionalFields }, options);
const update = async (id: string, updateFields: INodeParameters, options = {}) =>
	await run({ operation: 'update', campaign: byId(id), updateFields }, options);

async function writes(): Promise<Array<[string, string, unknown]>> {
	const received = await world.received(provider);
	return received
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path, body }) => [method, path.split('/').at(-1) ?? '', body]);
}

async function extras(id: string): Promise<IDataObject> {
	const found = (await world.stored(provider)).find((campaign) => String(campaign.id) === id);
	return (found?.sandbox ?? {}) as IDataObject;
}

async function storedSteps(id: string): Promise<IDataObject[]> {
	return (await extras(id)).sequences as IDataObject[];
}

describe.each([false, true])('with answers as other pages document them: %s', (isOther) => {
	beforeEach(async () => {
		await world.control('PUT', '/other-documentation', { smartlead: isOther });
	});
	afterAll(async () => {
		await world.control('PUT', '/other-documentation', {});
	});

	it('makes a whole campaign from nothing, starts it, and does nothing the second time', async () => {
		const fields = { ...whole, startNow: true };
		const first = await upsert('Whole', fields);
		expect(first.error).toBeUndefined();
		expect(first.items).toMatchObject([
			{
				status: 'active',
				created: true,
				changed: expect.arrayContaining(['name', 'sequence', 'email_account_ids', 'status']),
			},
		]);
		expect((await writes()).map(([method, path]) => `${method} ${path}`)).toEqual([
			'POST create',
			'POST schedule',
			'POST sequences',
			'POST email-accounts',
			'POST status',
		]);
		await world.control('DELETE', '/requests');
		const second = await upsert('Whole', fields);
		expect(second.items).toMatchObject([{ status: 'active', created: false, changed: [] }]);
		expect(await writes()).toEqual([]);
	});

	it('writes only what differs', async () => {
		await upsert('Whole', whole);
		await world.control('DELETE', '/requests');
		const more = [...steps, { subject: 'Last', email_body: '<p>Bye</p>', delay_in_days: '4' }];
		const fields = { ...whole, sequence: { steps: more } };
		const { items } = await upsert('Whole', fields);
		expect(items).toMatchObject([{ created: false, changed: ['sequence'] }]);
		expect((await writes()).map(([, path]) => path)).toEqual(['sequences']);
	});

	it('adds and removes email accounts', async () => {
		const [before] = (await extras(paused)).emailAccountIds as number[];
		const { items } = await update(paused, { email_account_ids: ['7305', 7304] });
		expect(items).toMatchObject([{ changed: ['email_account_ids'] }]);
		expect(await writes()).toEqual([
			['POST', 'email-accounts', { email_account_ids: [7304, 7305] }],
			['DELETE', 'email-accounts', { email_account_ids: [before] }],
		]);
		expect((await extras(paused)).emailAccountIds).toEqual([7304, 7305]);
	});
});

/** A step in the words of the API. */
const apiStep = (subject: string, email_body: string, delay = 1, more: IDataObject = {}) => ({
	subject,
	email_body,
	seq_delay_details: { delay_in_days: delay },
	...more,
});

describe('a step that stays', () => {
	const [first, second] = [
		apiStep('Hello {{first_name}}', '<p>Hi!</p>', 0),
		apiStep('', '<p>Just following up.</p>', 3),
	];
	const added = apiStep('Added', '<p>New</p>');

	it.each([
		['when one is put before it', [added, first, second], [null, 0, 1]],
		['when one is put between', [first, added, second], [0, null, 1]],
		['when one is added', [first, second, added], [0, 1, null]],
		['when the one before is removed', [{ ...second, subject: 'Now first' }], [1]],
		['when it is moved', [{ ...second, subject: 'Re' }, first], [1, 0]],
		['when it is rewritten', [first, apiStep('Other', '<p>Other</p>', 7)], [0, 1]],
		['when only its delay changes', [first, apiStep('', '<p>Just following up.</p>', 9)], [0, 1]],
	])('keeps its ID %s', async (_, list, kept) => {
		const ids = (await storedSteps(paused)).map(({ id }) => id);
		const { error } = await update(paused, { sequenceJson: JSON.stringify(list) });
		expect(error).toBeUndefined();
		const [[, , body] = []] = await writes();
		const sent = (body as { sequences: IDataObject[] }).sequences;
		expect(sent.map(({ id }) => id)).toEqual(
			kept.map((index) => (index === null ? null : ids[index])),
		);
		expect((await storedSteps(paused)).map(({ seq_number }) => seq_number)).toEqual(
			list.map((_step, index) => index + 1),
		);
	});
});

describe('variants', () => {
	const variant = (subject: string, more: IDataObject = {}) => ({
		subject,
		email_body: `<p>${subject}</p>`,
		...more,
	});
	const withVariants = (...seq_variants: IDataObject[]) =>
		JSON.stringify([{ seq_delay_details: { delay_in_days: 0 }, seq_variants }]);
	const two = withVariants(
		variant('A', { variant_label: 'A', variant_distribution_percentage: 30 }),
		variant('B', { variant_label: 'B', variant_distribution_percentage: 70 }),
	);

	it('are not written twice, even though deleted ones stay in the list', async () => {
		const three = withVariants(variant('A'), variant('B'), variant('C'));
		for (const sequenceJson of [three, two]) {
			expect((await update(paused, { sequenceJson })).items).toMatchObject([
				{ changed: ['sequence'] },
			]);
		}
		const [step] = await storedSteps(paused);
		expect((step?.sequence_variants as IDataObject[]).map(({ is_deleted: gone }) => gone)).toEqual([
			true,
			false,
			false,
		]);
		await world.control('DELETE', '/requests');
		expect((await update(paused, { sequenceJson: two })).items).toMatchObject([{ changed: [] }]);
		expect(await writes()).toEqual([]);
	});

	it.each([
		['when one is rewritten', ['A2', 'B'], [0, 1]],
		['when one is removed', ['B'], [1]],
		['when one is put before them', ['New', 'A', 'B'], [undefined, 0, 1]],
		['when one is moved and one is new', ['B', 'New'], [1, undefined]],
	])('keep their IDs %s', async (_, subjects, kept) => {
		await update(paused, { sequenceJson: withVariants(variant('A'), variant('B')) });
		const [step] = await storedSteps(paused);
		const ids = (step?.sequence_variants as IDataObject[]).map(({ id }) => id);
		await world.control('DELETE', '/requests');
		await update(paused, { sequenceJson: withVariants(...subjects.map((one) => variant(one))) });
		const [[, , body] = []] = await writes();
		const [sent] = (body as { sequences: IDataObject[] }).sequences;
		expect((sent?.seq_variants as IDataObject[]).map(({ id }) => id)).toEqual(
			kept.map((index) => (index === undefined ? undefined : ids[index])),
		);
	});

	it('are not written again in another order', async () => {
		await update(paused, { sequenceJson: withVariants(variant('A'), variant('B')) });
		const other = withVariants(variant('B'), variant('A'));
		expect((await update(paused, { sequenceJson: other })).items).toMatchObject([{ changed: [] }]);
	});

	it('are sent every time with a setting that the API does not return', async () => {
		const [step] = JSON.parse(two) as IDataObject[];
		const sequenceJson = JSON.stringify([{ ...step, variant_distribution_type: 'MANUAL_EQUAL' }]);
		for (const _ of [1, 2]) {
			const { items } = await update(paused, { sequenceJson });
			expect(items).toMatchObject([{ changed: ['sequence'] }]);
		}
		expect(await writes()).toHaveLength(2);
	});
});

describe('a running campaign', () => {
	const sequenceJson = JSON.stringify([apiStep('New', '<p>New</p>', 0)]);
	const pause = { pauseWhileChanging: true };

	it('does not take a new sequence: that is said before anything is sent', async () => {
		const fields = { sequenceJson, follow_up_percentage: 11, email_account_ids: [7303] };
		const { error } = await update(active, fields);
		expect(error?.message).toBe(
			"Smartlead does not change 'Sequence' of the campaign 'SaaS Founders Q1 2025' while it is active",
		);
		expect(error?.description).toContain('Pause While Changing');
		expect(await writes()).toEqual([]);
	});

	it('is paused, changed and started again with the option', async () => {
		const { items } = await update(active, { sequenceJson, follow_up_percentage: 11 }, pause);
		expect(items).toMatchObject([
			{ status: 'active', changed: ['follow_up_percentage', 'sequence'] },
		]);
		expect(await writes()).toMatchObject([
			['POST', 'status', { status: 'PAUSED' }],
			['POST', 'settings', {}],
			['POST', 'sequences', {}],
			['POST', 'status', { status: 'START' }],
		]);
	});

	it('stays paused when a change fails, and the error says so', async () => {
		await world.fault({
			provider,
			path: '/sequences$',
			method: 'POST',
			status: 422,
			body: { error: 'No' },
		});
		const { error } = await update(active, { sequenceJson }, pause);
		expect(error?.description).toContain('Done: pause campaign. Not done: save sequence.');
		expect(error?.description).toContain('The campaign is paused, and stays so');
		const found = (await world.stored(provider)).find(({ id }) => String(id) === active);
		expect(found?.status).toBe('PAUSED');
	});

	it('is not paused when nothing needs it, or by somebody else already', async () => {
		await update(active, { email_account_ids: [7303] }, pause);
		expect((await writes()).map(([, path]) => path)).toEqual(['email-accounts', 'email-accounts']);
		await world.control('DELETE', '/requests');
		await update(paused, { sequenceJson }, pause);
		expect((await writes()).map(([, path]) => path)).toEqual(['sequences']);
	});

	it('keeps its last email account', async () => {
		const clear = { email_account_idsJson: '[]' };
		expect((await update(active, clear)).error?.message).toContain('while it is active');
		expect((await update(active, clear, pause)).error?.message).toBe(
			"Smartlead cannot start the campaign 'SaaS Founders Q1 2025': it has no email account",
		);
		expect(await writes()).toEqual([]);
		expect((await update(paused, clear)).items).toMatchObject([{ changed: ['email_account_ids'] }]);
		expect((await extras(paused)).emailAccountIds).toEqual([]);
	});
});

describe('Start Now', () => {
	it('is refused before the campaign is made when something is missing', async () => {
		const { error } = await upsert('Not ready', { startNow: true, email_account_ids: [7301] });
		expect(error?.message).toBe(
			"Smartlead cannot start the new campaign 'Not ready': it has no schedule, and no sequence",
		);
		expect(await writes()).toEqual([]);
	});

	it('leaves a campaign alone that was ever started', async () => {
		const { items } = await upsert('Healthcare CFOs – Q1', { startNow: true });
		expect(items).toMatchObject([{ status: 'paused', changed: [] }]);
		expect(await writes()).toEqual([]);
	});

	it('starts a draft that an earlier run left', async () => {
		await upsert('Whole', whole);
		await world.control('DELETE', '/requests');
		const { items } = await upsert('Whole', { ...whole, startNow: true });
		expect(items).toMatchObject([{ status: 'active', changed: ['status'] }]);
		expect(await writes()).toEqual([['POST', 'status', { status: 'START' }]]);
	});

	it('fails when the service accepts the start but does not make it', async () => {
		await world.fault({ provider, path: '/status$', status: 200, body: { ok: true } });
		const { error } = await upsert('Whole', { ...whole, startNow: true });
		expect(error?.message).toContain(
			"accepted the change to active, but the campaign 'Whole' is still draft",
		);
		expect(error?.description).toContain('Do not create the campaign again');
	}, 20_000);
});

describe('passwords of email accounts', () => {
	it('are not in anything that the node returns', async () => {
		const { items } = await run({
			operation: 'update',
			campaign: byId(paused),
			updateFields: { email_account_ids: [7305] },
			simplify: false,
		});
		expect(JSON.stringify(items)).not.toMatch(/password|not-a-real/);
		const plan = await update(paused, { email_account_ids: [7301] }, { planOnly: true });
		expect(JSON.stringify(plan.items)).not.toMatch(/password|not-a-real/);
	});
});

describe('what cannot be sent is refused before any request', () => {
	const text = JSON.stringify;
	it.each<[string, INodeParameters, string]>([
		[
			'both twins',
			{ sequence: { steps }, sequenceJson: '[]' },
			"'Sequence' and 'Sequence (JSON)' are both set",
		],
		['a text', { sequenceJson: 'Hello' }, "'Sequence (JSON)' is not a JSON list"],
		['an object', { sequenceJson: '{}' }, "'Sequence (JSON)' is not a JSON list"],
		[
			'a text, of which n8n makes empty steps',
			{ sequence: { steps: '={{ "Hello" }}' } },
			"Step 1 of 'Sequence' has an empty email body",
		],
		['no step', { sequenceJson: '[5]' }, "Step 1 of 'Sequence (JSON)' is not an object"],
		[
			'an empty body',
			{ sequenceJson: text([apiStep('A', ' ')]) },
			"Step 1 of 'Sequence (JSON)' has an empty email body",
		],
		[
			'no first subject',
			{ sequenceJson: text([apiStep('', '<p>A</p>')]) },
			"Step 1 of 'Sequence (JSON)' has no subject",
		],
		[
			'no delay',
			{ sequenceJson: text([{ subject: 'A', email_body: 'A' }]) },
			"The delay of Step 1 of 'Sequence (JSON)' must be a whole number of days from 0 to 365, not null",
		],
		[
			'a delay in words',
			{ sequence: { steps: [{ ...steps[0], delay_in_days: 'soon' }] } },
			"The delay of Step 1 of 'Sequence' must be",
		],
		['a negative delay', { sequenceJson: text([apiStep('A', 'A', -1)]) }, 'must be a whole number'],
		[
			'steps out of order',
			{
				sequenceJson: text([
					apiStep('A', 'A', 0, { seq_number: 2 }),
					apiStep('B', 'B', 1, { seq_number: 1 }),
				]),
			},
			'the steps are out of order',
		],
		[
			'IDs',
			{ sequenceJson: text([apiStep('A', 'A', 0, { id: 5 })]) },
			"Step 1 of 'Sequence (JSON)' has an ID",
		],
		[
			'variants that are no list',
			{ sequenceJson: text([apiStep('A', 'A', 0, { seq_variants: 'B' })]) },
			'is not a list of objects',
		],
		[
			'a variant without a body',
			{ sequenceJson: text([apiStep('A', 'A', 0, { seq_variants: [{ subject: 'B' }] })]) },
			'has an empty email body',
		],
		[
			'a name for a mailbox',
			{ email_account_ids: ['jo@sender.example'] },
			"contains 'jo@sender.example', which is not an ID",
		],
	])('%s', async (_, updateFields, message) => {
		const { error } = await update(paused, updateFields);
		expect(error?.message).toContain(message);
		expect(await world.received(provider)).toEqual([]);
	});

	it('unknown email accounts, and nothing is created', async () => {
		const fields = { email_account_ids: [7301, 9999, 8888] };
		for (const planOnly of [true, false]) {
			const { error } = await upsert('Unknown', fields, { planOnly });
			expect(error?.message).toBe(
				"'Email Account Names or IDs' contains 8888, 9999, which are no email accounts of this Smartlead account",
			);
		}
		expect(await writes()).toEqual([]);
	});
});

it('takes an added field that was left empty for one that is not set', async () => {
	const { error } = await update(paused, { sequence: {}, sequenceJson: ' ' });
	expect(error?.message).toBe('There is nothing to update');
	const { items } = await update(paused, { sequence: { steps: [] }, follow_up_percentage: 7 });
	expect(items).toMatchObject([{ changed: ['follow_up_percentage'] }]);
	expect(await storedSteps(paused)).toHaveLength(2);
});

it('clears a sequence with an empty list only', async () => {
	const { items } = await update(paused, { sequenceJson: '[]' });
	expect(items).toMatchObject([{ changed: ['sequence'] }]);
	expect(await storedSteps(paused)).toEqual([]);
	await world.control('DELETE', '/requests');
	expect((await update(paused, { sequenceJson: '={{ [] }}' })).items).toMatchObject([
		{ changed: [] },
	]);
	expect(await writes()).toEqual([]);
});

it('sends 200 steps with quotes and emoji, and does not send them twice', async () => {
	const many = Array.from({ length: 200 }, (_, index) =>
		apiStep(`Step "${index}" 🎉`, `<p title="a 'b'">${index} & "more"<br/>\n<b>x</b> <i>y</i></p>`),
	);
	const sequenceJson = JSON.stringify(many);
	expect((await update(paused, { sequenceJson })).error).toBeUndefined();
	expect((await storedSteps(paused))[199]).toMatchObject({
		seq_number: 200,
		subject: 'Step "199" 🎉',
	});
	await world.control('DELETE', '/requests');
	expect((await update(paused, { sequenceJson })).items).toMatchObject([{ changed: [] }]);
	expect(await writes()).toEqual([]);
});

it('does not report an empty list as a change of a new campaign', async () => {
	const lists = { sequenceJson: '[]', email_account_idsJson: '[]' };
	const { items } = await upsert('Empty', lists);
	expect(items).toMatchObject([{ created: true, changed: ['name'] }]);
	expect((await writes()).map(([, path]) => path)).toEqual(['create']);
});

it('tells which email account the service refused', async () => {
	const body = { ok: false, message: 'Email account not found!', errorCode: 'ACCOUNT_NOT_FOUND' };
	await world.fault({
		provider,
		method: 'POST',
		path: '/email-accounts$',
		status: 404,
		body: { ...body, emailAccountId: 7305 },
	});
	const { error } = await update(paused, { email_account_ids: [7305] });
	expect(error?.message).toBe(
		'Smartlead could not add email accounts: Email account not found! (email account 7305)',
	);
});
