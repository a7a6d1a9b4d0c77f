import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, useSandbox } from '../../engine/world.mts';
import { currentPath, patchRules, post, read } from './requests.mts';

const world = useSandbox();
const provider = 'inbox' as const;
const draft = 's2nd0gen0campaign0000003';
const active = 's2nd0gen0campaign0000002';
const old = 'f1rst0gen0campaign000002';
const newCampaign = { name: 'Q3 outreach', accountLinkIds: ['r4t9vw15jm6bn3yxcf2dq8ek'] };

const message = (...segments: IDataObject[]) => ({ type: 'message', data: { segments } });
const text = (words: string) => ({ type: 'static', text: words });
const delay = (delaySeconds: number, unit: string) => ({
	type: 'delay',
	data: { delaySeconds, unit },
});
const steps = [
	{ type: 'like_tweet', data: {} },
	message({ type: 'variation', options: ['Hey', 'Hi'] }, text(' "you" <b>👋</b>, '), {
		type: 'variable',
		name: 'first-name',
		fallback: 'there',
	}),
	delay(172_800, 'days'),
	message(text('Just following up')),
];

const update = async (fields: INodeParameters, id = draft, options: INodeParameters = {}) =>
	await world.run(provider, {
		operation: 'update',
		campaign: byId(id),
		updateFields: fields,
		options,
	});
const apply = async (list: readonly IDataObject[], id = draft, options: INodeParameters = {}) =>
	await update({ sequenceJson: JSON.stringify(list) }, id, options);
const writes = async () =>
	(await world.received(provider)).filter(({ method }) => method !== 'GET');
const put = (id: string, list: readonly IDataObject[]) => ({
	...{ method: 'PUT', path: `${currentPath}/${id}/sequence`, query: {} },
	body: { steps: list },
});
const stored = async (id: string) => {
	const campaign = (await world.stored(provider)).find((each) => each.id === id);
	return campaign?.sequence as { version: number; steps: IDataObject[] } | undefined;
};

it('sends the list as steps, with its segments untouched, and only once', async () => {
	const { items } = await apply(steps);
	expect(await world.received(provider)).toEqual([read(draft), put(draft, steps), read(draft)]);
	expect(items).toMatchObject([{ id: draft, status: 'draft', changed: ['sequence'] }]);
	expect((await apply(steps)).items).toMatchObject([{ changed: [] }]);
	expect(await writes()).toHaveLength(1);
	expect((await stored(draft))?.version).toBe(2);
});

it('is built in the editor into the same steps', async () => {
	await apply(steps);
	const { items, error } = await update({
		sequence: {
			steps: [
				{ type: 'like_tweet' },
				{
					segments: {
						segment: [
							{ type: 'variation', options: ['Hey', 'Hi'] },
							{ text: ' "you" <b>👋</b>, ' },
							{ type: 'variable', name: ' first-name ', fallback: 'there' },
						],
					},
				},
				{ type: 'delay', delay: '2' },
				{ type: 'message', segments: { segment: [{ type: 'static', text: 'Just following up' }] } },
			],
		},
	});
	expect(error).toBeUndefined();
	expect(items).toMatchObject([{ changed: [] }]);
	expect(await writes()).toHaveLength(1);
});

it.each([
	['a text', steps.with(3, message(text('Following up')))],
	['a space', steps.with(3, message(text('Just following up ')))],
	['the order', [steps[1], steps[0], steps[2], steps[3]].flatMap((step) => step ?? [])],
	['the delay', steps.with(2, delay(86_400, 'days'))],
	['its unit', steps.with(2, delay(172_800, 'hours'))],
	['a fallback', steps.with(1, message({ type: 'variable', name: 'first-name' }))],
	['the end', steps.slice(0, 3)],
	['everything', []],
])('writes when %s differs', async (_what, list) => {
	await apply(steps);
	expect((await apply(list)).items).toMatchObject([{ changed: ['sequence'] }]);
	expect(await writes()).toEqual([put(draft, steps), put(draft, list)]);
	expect((await stored(draft))?.steps.map(({ type, data }) => ({ type, data }))).toEqual(list);
});

it('compares the types of steps, too, when the service shows them', async () => {
	await apply([delay(60, 'minutes')]);
	const [campaign] = (await world.stored(provider)).filter(({ id }) => id === draft);
	const typed = (type: string) => ({
		...campaign,
		sequence: {
			version: 2,
			steps: [{ id: 'a', rank: 0, type, data: { delaySeconds: 60, unit: 'minutes' } }],
		},
	});
	for (const [type, changed] of [
		['delay', []],
		['pause', ['sequence']],
	] as const) {
		await world.fault({ provider, method: 'GET', path: draft, status: 200, body: typed(type) });
		expect((await apply([delay(60, 'minutes')])).items).toMatchObject([{ changed }]);
	}
});

it('leaves the sequence alone when it is not set', async () => {
	await apply(steps);
	await update({ excludeMutuals: true, sequenceJson: ' ', sequence: {} });
	expect((await writes()).map(({ method }) => method)).toEqual(['PUT', 'PATCH']);
});

it('takes 200 steps', async () => {
	const list = Array.from({ length: 200 }, (_, index) =>
		index % 2 === 0 ? message(text(`Message ${index}`)) : delay(index * 60, 'minutes'),
	);
	expect((await apply(list)).error).toBeUndefined();
	expect((await apply(list)).items).toMatchObject([{ changed: [] }]);
	expect((await stored(draft))?.steps).toHaveLength(200);
});

describe('Create', () => {
	const run = async (operation: string, more: INodeParameters = {}) =>
		await world.run(provider, {
			operation,
			...newCampaign,
			additionalFields: { excludeContacted: true, sequenceJson: JSON.stringify(steps) },
			...more,
		});

	it('creates, then sets the lead rules and the sequence', async () => {
		const { items } = await run('create');
		const id = String(items?.[0]?.id);
		expect(await writes()).toEqual([
			post(currentPath, newCampaign),
			patchRules(id, { excludeContacted: true }),
			put(id, steps),
		]);
		expect(items).toMatchObject([{ status: 'draft' }]);
		expect((await stored(id))?.steps).toHaveLength(4);
	});

	it('or Update finishes what an earlier run left undone', async () => {
		await world.fault({ provider, method: 'PUT', path: 'sequence', status: 503, times: 100 });
		const failed = await run('upsert', { options: { maxWait: 1 } });
		expect(failed.error?.description).toContain('Not');
		await world.control('DELETE', '/faults');
		expect((await run('upsert')).items).toMatchObject([{ created: false, changed: ['sequence'] }]);
		expect((await run('upsert')).items).toMatchObject([{ created: false, changed: [] }]);
		expect(await world.storedByName(provider, newCampaign.name)).toHaveLength(1);
	});
});

describe('A plan', () => {
	it.each([
		[draft, false],
		[active, true],
	])('of a change of %s says whether it reaches people: %s', async (id, reachesPeople) => {
		const { items } = await apply([delay(60, 'minutes')], id, { planOnly: true });
		expect(items).toMatchObject([
			{
				...{ plan: 'update', id, reachesPeople, steps: ['save sequence'] },
				changes: [{ field: 'sequence', from: [], to: [delay(60, 'minutes')] }],
			},
		]);
		expect(await writes()).toEqual([]);
	});

	it('shows what is there in the words that the API writes', async () => {
		await apply(steps);
		const { items } = await apply(steps.slice(1, 3), draft, { planOnly: true });
		expect(items).toMatchObject([
			{ changes: [{ from: [{ data: {} }, ...steps.slice(1)], to: steps.slice(1, 3) }] },
		]);
	});
});

describe('In the first shape, which has no sequence', () => {
	beforeEach(async () => await world.control('PUT', '/other-documentation', { inbox: true }));

	it('the sequence counts as write-only', async () => {
		for (let time = 0; time < 2; time++) {
			expect((await apply(steps)).items).toMatchObject([{ id: draft, changed: ['sequence'] }]);
		}
		expect(await writes()).toEqual([put(draft, steps), put(draft, steps)]);
		const { items } = await apply(steps, draft, { planOnly: true });
		expect(items).toMatchObject([
			{ plan: 'update', changes: [{ field: 'sequence', from: null, to: steps }] },
		]);
	});

	it('a lost answer is not taken for a success', async () => {
		const lost = { provider, method: 'PUT', path: 'sequence', handled: true, reset: true };
		await world.fault({ ...lost, times: 100 });
		expect((await apply(steps, draft, { maxWait: 1 })).error).toBeDefined();
	});
});

it('says that the service has no such campaign of the current generation', async () => {
	const { error } = await apply(steps, old);
	expect(error?.message).toContain("save the campaign's sequence");
	expect((await world.stored(provider)).find(({ id }) => id === old)?.steps).toHaveLength(1);
});

it('recognizes a sequence that was saved although the answer was lost', async () => {
	const lost = { provider, method: 'PUT', path: 'sequence', handled: true, reset: true };
	await world.fault({ ...lost, times: 100 });
	expect((await apply(steps, draft, { maxWait: 1 })).items).toMatchObject([
		{ changed: ['sequence'] },
	]);
});

it('passes on what the service says about a step that it does not know', async () => {
	const { error } = await apply([{ type: 'follow', data: {} }]);
	expect(error?.message).toContain('refused');
	expect((await stored(draft))?.version).toBe(1);
});

describe('Bad input sends nothing', () => {
	it.each<[what: string, list: unknown, message: string]>([
		['a text', 'gm', "'Sequence (JSON)' is not a JSON list"],
		['a text in the list', ['gm'], "'Sequence (JSON)' 1 is not an object"],
		['no type', [{ data: {} }], "'Sequence (JSON)' 1 has no type"],
		['an ID', [{ ...steps[0], id: 'a' }], "has the field 'id', which the service assigns"],
		['a rank', [{ ...steps[0], rank: 1 }], "has the field 'rank'"],
		['data as text', [{ type: 'message', data: 'gm' }], "'data' of 'Sequence (JSON)' 1"],
		['no segments', [{ type: 'message', data: {} }], "'segments' of 'Sequence (JSON)' 1"],
		['text as segments', [{ type: 'message', data: { segments: 'gm' } }], "'segments' of"],
		['an empty message', [steps[0], message()], "The message of 'Sequence (JSON)' 2 is empty"],
		['a blank message', [message(text(' '), text(''))], 'is empty'],
		[
			'a delay in words',
			[{ ...steps[2], data: { delaySeconds: 'soon', unit: 'days' } }],
			"'delaySeconds' of",
		],
		['a negative delay', [delay(-1, 'days')], "'delaySeconds' of"],
		['half a second', [delay(0.5, 'days')], "'delaySeconds' of"],
	])('as data: %s', async (_what, list, expected) => {
		const sequenceJson = typeof list === 'string' ? list : JSON.stringify(list);
		for (const options of [{}, { planOnly: true }]) {
			const { error } = await update({ sequenceJson }, draft, options);
			expect(error?.message).toContain(expected);
		}
		expect(await world.received(provider)).toEqual([]);
	});

	it.each<[what: string, step: INodeParameters, message: string]>([
		['a message without segments', { type: 'message' }, "The message of 'Sequence' 1 is empty"],
		[
			'an empty text',
			{ segments: { segment: [{ text: '' }] } },
			"'Text' of a segment of 'Sequence' 1",
		],
		[
			'an empty variation',
			{ segments: { segment: [{ type: 'variation' }] } },
			"'Options' of a segment",
		],
		[
			'an unnamed variable',
			{ segments: { segment: [{ type: 'variable' }] } },
			"'Variable' of a segment",
		],
		['a segment type', { segments: { segment: [{ type: 'html' }] } }, "'Type' of a segment of"],
		['a step type', { type: 'call' }, `'Type' of 'Sequence' 1 cannot be "call"`],
		['a delay in words', { type: 'delay', delay: 'soon' }, "'Delay' of 'Sequence' 1"],
		['a unit', { type: 'delay', unit: 'months' }, `'Unit' of 'Sequence' 1 cannot be "months"`],
		['a word of JavaScript', { type: 'delay', unit: 'constructor' }, "'Unit' of 'Sequence' 1"],
	])('in the editor: %s', async (_what, step, expected) => {
		const { error } = await update({ sequence: { steps: [step] } });
		expect(error?.message).toContain(expected);
		expect(await world.received(provider)).toEqual([]);
	});

	it('both twins', async () => {
		const sequence = { steps: [{ type: 'delay' }] };
		const { error } = await update({ sequence, sequenceJson: '[]' });
		expect(error?.message).toBe("'Sequence' and 'Sequence (JSON)' are both set");
		expect(await world.received(provider)).toEqual([]);
	});
});
