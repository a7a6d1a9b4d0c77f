import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { isObject } from '../../../sandbox/api/json.mts';
import { description, type Run } from '../../engine/engine.mts';
import { byId, useSandbox } from '../../engine/world.mts';

const world = useSandbox();
const provider = 'falconyte';
const running = 'ca3a1600-0000-4000-8000-000000000001';
const path = `/public/v1/email/campaigns/${running}/submit`;
const email = 'rosa@made.example';

const submit = async (parameters: INodeParameters = {}, more: Partial<Run> = {}) =>
	await world.run(
		provider,
		{
			operation: 'submitEvent',
			campaign: byId(running),
			event_name: 'lead.created',
			email,
			...parameters,
		},
		more,
	);

/** The events that the service has, in the order in which it took them. */
async function taken(): Promise<IDataObject[]> {
	const stored = (await world.stored(provider)).find(({ id }) => id === running)?.sandbox;
	const submissions = isObject(stored) ? stored.submissions : undefined;
	return Array.isArray(submissions) ? submissions : [];
}

const keysOf = (events: readonly IDataObject[]) => events.map((event) => event.idempotency_key);

it('sends the event, and says that the service accepted it', async () => {
	const { items, error } = await submit({ email: ` ${email} ` });
	expect(error).toBeUndefined();
	const [event] = await taken();
	const idempotencyKey = event?.idempotency_key;
	expect(idempotencyKey).toMatch(/^n8n-[0-9a-f]{40}$/);
	const body = { event_name: 'lead.created', email, idempotency_key: idempotencyKey };
	expect(await world.received(provider)).toEqual([{ method: 'POST', path, query: {}, body }]);
	expect(items).toEqual([
		{ submitted: true, campaignId: running, eventName: 'lead.created', email, idempotencyKey },
	]);
});

it('sends the key that the user sets, and then needs no address', async () => {
	const { items } = await submit({ email: '', idempotency_key: ' order-7 ' });
	expect(await taken()).toEqual([{ event_name: 'lead.created', idempotency_key: 'order-7' }]);
	expect(items).toMatchObject([{ submitted: true, email: null, idempotencyKey: 'order-7' }]);
});

describe('the key of an item', () => {
	it('is the same when the answer was lost: the event is taken once', async () => {
		await world.fault({ provider, path: '/submit$', handled: true, reset: true });
		const { items } = await submit();
		expect(items).toMatchObject([{ submitted: true }]);
		expect(await world.received(provider)).toHaveLength(2);
		expect(await taken()).toHaveLength(1);
	});

	it('is the same when n8n tries the node again', async () => {
		await world.fault({ provider, path: '/submit$', status: 400, handled: true, body: {} });
		const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
		const { items } = await submit({}, { node });
		expect(items).toMatchObject([{ submitted: true }]);
		expect(await world.received(provider)).toHaveLength(2);
		expect(await taken()).toHaveLength(1);
	});

	it('is another one in another execution', async () => {
		await submit({}, { executionId: '71' });
		await submit({}, { executionId: '72' });
		expect(new Set(keysOf(await taken())).size).toBe(2);
	});

	it('is another one for another item, even with the same content', async () => {
		await submit({}, { items: [{}, {}] });
		expect(new Set(keysOf(await taken())).size).toBe(2);
	});

	it('is another one for another content: a tool can be called several times', async () => {
		await submit();
		await submit({ email: 'olga@made.example' });
		await submit({ event_name: 'sale.created' });
		expect(new Set(keysOf(await taken())).size).toBe(3);
	});
});

describe('what is refused before anything is sent', () => {
	it.each([
		['no address and no key', { email: '' }, "'Email' is empty"],
		['a blank address', { email: '  ' }, "'Email' is empty"],
		['no address', { email: 'rosa' }, "'Email' cannot be 'rosa': that is not an e-mail address"],
		['an event that does not exist', { event_name: '={{ "x" }}' }, "'Event' cannot be 'x'"],
		['no event', { event_name: '={{ "" }}' }, "'Event' cannot be ''"],
		['a key that is no text', { idempotency_key: '={{ [1] }}' }, "'Idempotency Key' is not a text"],
	])('%s', async (_, parameters, message) => {
		const { error } = await submit(parameters);
		expect(error?.message).toBe(message);
		expect(await world.received(provider)).toEqual([]);
	});
});

it('reports a campaign that does not exist as not found', async () => {
	const missing = '00000000-0000-4000-8000-000000000000';
	const { error } = await submit({ campaign: byId(missing) });
	expect(error?.message).toBe(`Falconyte has no campaign with the ID '${missing}'`);
	expect(error).toMatchObject({ httpCode: '404' });
});

it.each([
	['the service fails', { status: 500, body: {} }],
	['the answer does not confirm it', { status: 200, body: {} }],
])('names the key with which it can be sent again, when %s', async (_, answer) => {
	await world.fault({ provider, path: '/submit$', handled: true, times: 8, ...answer });
	const { error } = await submit({ options: { maxAttempts: 1 } });
	const [event] = await taken();
	expect(error?.description).toContain(
		`set 'Idempotency Key' to ${String(event?.idempotency_key)}.`,
	);
});

it('does not speak of a key when the service refused the event', async () => {
	const body = { ok: false, error: { code: 'LOCKED', message: 'Team is locked' } };
	await world.fault({ provider, path: '/submit$', status: 422, body });
	const { error } = await submit();
	expect(error?.message).toBe('Falconyte refused to submit the event: Team is locked');
	expect(error?.description ?? '').not.toContain('Idempotency Key');
});

it('tells users and models that it can reach people', () => {
	const texts = description.properties
		.filter(({ displayOptions }) => displayOptions?.show?.operation?.includes('submitEvent'))
		.map(({ name, default: text, displayName }) =>
			name === 'toolDescription' ? text : displayName,
		);
	expect(texts).toContainEqual(expect.stringContaining('real person at once'));
	expect(texts).toContainEqual(expect.stringContaining('the contact gets an email at once'));
});
