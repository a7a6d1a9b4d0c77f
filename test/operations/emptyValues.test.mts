import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, type ProviderId, useSandbox } from '../engine/world.mts';
import { facts } from '../providers/facts.mts';

const world = useSandbox();

async function run(provider: ProviderId, parameters: INodeParameters, items: IDataObject[] = [{}]) {
	const { options, ...rest } = parameters;
	// The tests of a file share an account, and should not wait for its pace.
	const pace = { requestsPerMinute: 100_000, ...(typeof options === 'object' ? options : {}) };
	return await world.run(provider, { ...rest, options: pace }, { items });
}

/** The bodies of the requests that would change something. */
async function writes(provider: ProviderId): Promise<unknown[]> {
	const received = await world.received(provider);
	return received.filter(({ method }) => method !== 'GET').map(({ body }) => body);
}

const nothing = [
	['an empty text', '={{ "" }}'],
	['spaces', '={{ "  " }}'],
	['null', '={{ null }}'],
	['nothing', '={{ $json.missing }}'],
	['an empty list', '={{ [] }}'],
] as const;

/** A Smartlead campaign with email accounts. */
const mailboxes = '2048124';
const campaigns = { inbox: 's2nd0gen0campaign0000002', dailyStory: '23842', smartlead: '2048110' };

/** Settings of these campaigns that an empty value would clear. */
const clearable = {
	inbox: {
		name: 'Kept',
		rules: { syncedLists: [{ listId: 'h2v8xk4q', listName: 'One', columnMapping: {} }] },
	},
	dailyStory: { name: 'Kept', segments: [811], description: 'Before' },
	smartlead: { name: 'Kept', track_settings: ['DONT_EMAIL_OPEN'], unsubscribe_text: 'Before' },
};

const cases = [
	['inbox', 'syncedListIds', { excludeMutuals: true }],
	['dailyStory', 'segments', { description: 'x' }],
	['dailyStory', 'description', { cost: 5 }],
	['smartlead', 'track_settings', { send_as_plain_text: true }],
	['smartlead', 'follow_up_percentage', { send_as_plain_text: true }],
	['smartlead', 'days_of_the_week', { start_hour: '08:00' }],
] as const;

describe.each(cases)('%s: %s', (provider, field, other) => {
	const campaign = byId(campaigns[provider]);

	it.each(nothing)('is not set by an expression that gives %s', async (_, expression) => {
		const alone = await run(provider, {
			operation: 'update',
			campaign,
			updateFields: { [field]: expression },
		});
		expect(alone.error?.message).toBe('There is nothing to update');
		expect(await world.received(provider)).toEqual([]);

		const { error } = await run(provider, {
			operation: 'update',
			campaign,
			updateFields: { ...other, [field]: expression },
		});
		expect(error).toBeUndefined();
		for (const body of await writes(provider)) {
			if (field !== 'days_of_the_week') expect(body).not.toHaveProperty(field);
			else
				expect(body).toMatchObject({ start_hour: '08:00', [field]: expect.arrayContaining([1]) });
		}
	});
});

it('sends a list that was emptied in the editor', async () => {
	const { error } = await run('smartlead', {
		operation: 'update',
		campaign: byId(campaigns.smartlead),
		updateFields: { track_settings: [] },
	});
	expect(error).toBeUndefined();
	expect(await writes('smartlead')).toEqual([{ track_settings: [] }]);
});

describe('Create or Update by ID', () => {
	const upsert = async (value: string, items: IDataObject[]) =>
		await run(
			'smartlead',
			{ operation: 'upsert', matchBy: 'id', campaign: byId(value), name: '={{ $json.name }}' },
			items,
		);

	it('does not create when the expression of the ID returns nothing', async () => {
		const { error } = await upsert('={{ $json.id }}', [{ name: 'A' }, { name: 'B' }]);
		expect(error?.message).toBe("The expression for 'Campaign' gives nothing [item 0]");
		expect(error?.description).toContain('Leave the field empty to create a campaign');
		expect(await world.received('smartlead')).toEqual([]);
	});

	it('does not create when an expression in place of the whole field returns nothing', async () => {
		const upsertById = { operation: 'upsert', matchBy: 'id', name: 'A' };
		const { error } = await run('smartlead', { ...upsertById, campaign: '={{ $json.id }}' });
		expect(error?.message).toBe("The expression for 'Campaign' gives nothing");
		expect(await world.received('smartlead')).toEqual([]);
	});

	it('creates when the field is left empty', async () => {
		const { items } = await upsert('', [{ name: 'A' }]);
		expect(items).toMatchObject([{ name: 'A', status: 'draft', created: true }]);
	});
});

describe('Create or Update', () => {
	it.each([true, false])('says which of the two it did, with Simplify %s', async (simplify) => {
		const parameters = { operation: 'upsert', name: 'Whether it was created', simplify };
		const first = await run('smartlead', parameters);
		const second = await run('smartlead', parameters);
		expect(first.items).toMatchObject([{ created: true }]);
		expect(second.items).toMatchObject([{ created: false }]);
	});
});

describe('a switch that is given as text', () => {
	it.each([
		['true', 7],
		['false', 1],
		['TRUE', 7],
	])('is understood: Return All %s', async (text, count) => {
		const { items } = await run('smartlead', {
			operation: 'getAll',
			returnAll: `={{ "${text}" }}`,
			limit: 1,
		});
		expect((items ?? []).length > 1).toBe(count > 1);
	});

	it.each([
		['false', 'user_id'],
		['true', 'provider'],
		['TRUE', 'provider'],
	])('is understood: Simplify %s', async (text, field) => {
		const campaign = byId(campaigns.smartlead);
		const { items } = await run('smartlead', {
			operation: 'get',
			campaign,
			simplify: `={{ "${text}" }}`,
		});
		expect(items?.[0]).toHaveProperty(field);
	});

	it.each(['yes', '1'])('is refused when it is %s', async (text) => {
		const campaign = byId(campaigns.smartlead);
		const { error } = await run('smartlead', {
			operation: 'get',
			campaign,
			simplify: `={{ "${text}" }}`,
		});
		expect(error?.message).toBe(`'Simplify' must be true or false, not '${text}'`);
		expect(await world.received('smartlead')).toEqual([]);
	});
});

it.each(nothing)('a switch has its default when an expression gives %s', async (_, expression) => {
	const list = { operation: 'getAll', limit: 1 };
	const { items } = await run('smartlead', {
		...list,
		returnAll: expression,
		simplify: expression,
	});
	expect(items).toMatchObject([{ provider: 'smartlead' }]);
});

describe('a list of nothing', () => {
	it.each([
		['a blank cell that is split at its commas', '={{ "".split(",") }}'],
		['only commas', '={{ " , " }}'],
		['empty texts', '={{ ["", " "] }}'],
	])('clears no field: %s', async (_, expression) => {
		for (const [provider, field] of [
			['inbox', 'syncedListIds'],
			['dailyStory', 'segments'],
			['smartlead', 'track_settings'],
		] as const) {
			const { error } = await run(provider, {
				operation: 'update',
				campaign: byId(campaigns[provider]),
				updateFields: { [field]: expression },
			});
			expect(error?.message).toBe('There is nothing to update');
			expect(await world.received(provider)).toEqual([]);
		}
	});
});

describe('an option that an expression leaves empty', () => {
	it.each(['={{ "" }}', '={{ null }}', '={{ $json.missing }}'])(
		'has its default: %s',
		async (empty) => {
			const options = {
				maxWait: empty,
				maxAttempts: empty,
				timeout: empty,
				itemsAtOnce: empty,
				requestsPerMinute: empty,
				clearFields: empty,
				ifNameExists: empty,
			};
			await world.fault({ provider: 'dailyStory', method: 'GET', status: 503, body: {} });
			const read = await run('dailyStory', { operation: 'getAll', limit: empty, options });
			expect(read.error).toBeUndefined();
			expect(read.items?.length).toBeGreaterThan(5);
			const name = 'Empty options';
			const create = await run('dailyStory', { operation: 'create', name, options });
			expect(create.items).toMatchObject([{ name }]);
			const upsert = await run('dailyStory', {
				operation: 'upsert',
				matchBy: empty,
				name,
				options,
			});
			expect(upsert.items).toMatchObject([{ name, created: false }]);
		},
	);
});

describe('a switch in a collection that is given as text', () => {
	const update = async (text: string) =>
		await run('smartlead', {
			operation: 'update',
			campaign: byId(campaigns.smartlead),
			updateFields: { force_plain_text: `={{ "${text}" }}` },
		});

	it.each([
		['false', false],
		['TRUE', true],
	])('is sent as a switch: %s', async (text, value) => {
		expect((await update(text)).error).toBeUndefined();
		expect(await writes('smartlead')).toEqual([{ force_plain_text: value }]);
	});

	it('is refused when it is neither true nor false', async () => {
		expect((await update('yes')).error?.message).toBe(
			"'Force Plain Text' must be true or false, not 'yes'",
		);
		expect(await writes('smartlead')).toEqual([]);
	});
});

it('does not change what a field that is always shown leaves empty', async () => {
	for (const [provider, field, name] of [
		['rapidPro', 'group', facts.rapidPro.activeCampaign.name],
		['inbox', 'accountLinkIds', 'Q1 DM outreach'],
	] as const) {
		const value = field === 'group' ? byId('={{ "" }}') : '={{ [""] }}';
		const { items, error } = await run(provider, {
			operation: 'upsert',
			name,
			[field]: value,
		});
		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ created: false, changed: [] }]);
		expect(await writes(provider)).toEqual([]);
	}
});

describe.each([...nothing, ['a list of an empty text', '={{ [""] }}']] as const)(
	'an expression that gives %s',
	(_, expression) => {
		it.each([
			['inbox', ['syncedListIds']],
			['dailyStory', ['segments', 'description']],
			['smartlead', ['track_settings', 'unsubscribe_text']],
		] as const)('clears nothing with Create or Update by ID, on %s', async (provider, names) => {
			const id = campaigns[provider];
			await world.control('PUT', `/campaigns/${provider}/${id}`, clearable[provider]);
			const { items, error } = await run(provider, {
				...facts[provider].create.required,
				...{ operation: 'upsert', matchBy: 'id', campaign: byId(id), name: 'Kept' },
				additionalFields: Object.fromEntries(names.map((name) => [name, expression])),
			});
			expect(error).toBeUndefined();
			expect(items).toMatchObject([{ created: false, changed: [] }]);
			expect(await writes(provider)).toEqual([]);
		});

		it('removes no email account', async () => {
			const { error } = await run('smartlead', {
				operation: 'update',
				campaign: byId(mailboxes),
				updateFields: { email_account_ids: expression },
			});
			expect(error?.message).toBe('There is nothing to update');
			expect(await writes('smartlead')).toEqual([]);
		});

		it('is no filter of Get Many', async () => {
			const filters = { status: expression, name: expression, client_id: byId(expression) };
			const { items, error } = await run('smartlead', { operation: 'getAll', filters });
			expect(error).toBeUndefined();
			expect(items).toHaveLength((await world.stored('smartlead')).length);
		});
	},
);

it('removes the email accounts when their list was emptied in the editor', async () => {
	const update = async (email_account_ids: number[]) =>
		await run('smartlead', {
			operation: 'update',
			campaign: byId(mailboxes),
			updateFields: { email_account_ids },
		});
	await update([7301]);
	const { items } = await update([]);
	expect(items).toMatchObject([{ changed: ['email_account_ids'] }]);
});
