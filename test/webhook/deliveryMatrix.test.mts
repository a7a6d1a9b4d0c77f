import { randomUUID } from 'node:crypto';
import { signature } from '../../sandbox/api/webhooks/signature.mts';
import { WebhookHost, type WebhookNode } from '../engine/webhook.mts';
import { useSandbox } from '../engine/world.mts';
import { fingerprint } from './builtModules.mts';
import { inboxSecret, type Pushing, pushing, WebhookSetup, words } from './setup.mts';

const world = useSandbox();
const setup = new WebhookSetup(world, WebhookHost.use());

/** A delivery as the service sends it: its bytes, and how it is signed. */
interface Sample {
	body: string;
	headers: Record<string, string>;
	query: string;
	/** Signs a body at a time, with a secret: in the header of the service, or with the mark in the query. */
	sign(body: string, seconds: number, secret?: string): Pick<Sample, 'headers' | 'query'>;
}

/** What a call comes to. */
interface Outcome {
	status: number;
	executions: number;
}

const started: Outcome = { status: 200, executions: 1 };
const ignored: Outcome = { status: 200, executions: 0 };
const refused: Outcome = { status: 401, executions: 0 };
/** n8n's own answer, before the node is asked. */
const notJson: Outcome = { status: 422, executions: 0 };

const now = () => Math.floor(Date.now() / 1000);
const isSigned = (provider: Pushing) => provider === 'falconyte' || provider === 'inbox';
const json = { 'Content-Type': 'application/json' };

/** Lets the service make a delivery of the event that nobody receives. */
async function sample(provider: Pushing, word: string): Promise<Sample> {
	await setup.fault(provider, { drop: true, times: 1 });
	await world.control('POST', '/events', { provider, event: word });
	const delivery = (await setup.deliveries(provider)).at(-1);
	const hook = (await setup.hooks(provider))[0];
	if (delivery === undefined || hook === undefined) throw new Error(`There is no ${word}.`);
	const query = new URL(hook.url).search;
	const header = { falconyte: 'X-FY-Signature', inbox: 'X-Inbox-Signature' }[String(provider)];
	const separator = provider === 'falconyte' ? ', ' : ',';
	const sign: Sample['sign'] = (body, seconds, secret) => {
		if (header === undefined) {
			const mark = secret === undefined ? query : `?mark=${fingerprint(secret, 43)}`;
			return { headers: { ...json }, query: mark };
		}
		const value = signature(secret ?? hook.secret ?? '', body, seconds, separator);
		return { headers: { ...json, [header]: value }, query: '' };
	};
	return { body: delivery.body, ...sign(delivery.body, now()), sign };
}

async function send(
	node: WebhookNode,
	body: string | Uint8Array<ArrayBuffer>,
	{ headers, query }: Pick<Sample, 'headers' | 'query'>,
): Promise<Outcome> {
	const before = node.executions.length;
	const { status } = await setup.host.call(node, { body, headers, query });
	return { status, executions: node.executions.length - before };
}

/** A body of another kind, signed as it should be. */
const other =
	(body: string, expected: Outcome): Condition =>
	async (node, each) => ({ actual: await send(node, body, each.sign(body, now())), expected });

type Condition = (
	node: WebhookNode,
	each: Sample,
	provider: Pushing,
) => Promise<{ actual: unknown; expected: unknown }>;

/** What may happen to a delivery, and what then must come of it. */
const conditions: Record<string, Condition> = {
	good: async (node, each) => ({ actual: await send(node, each.body, each), expected: started }),
	repeated: async (node, each) => ({
		actual: [await send(node, each.body, each), await send(node, each.body, each)],
		expected: [started, ignored],
	}),
	'repeated under a new signature': async (node, each) => ({
		actual: [
			await send(node, each.body, each),
			await send(node, each.body, each.sign(each.body, now() - 100)),
		],
		expected: [started, ignored],
	}),
	'repeated after n8n could not store it': async (node, each) => {
		node.unstorable = 1;
		return {
			actual: [await send(node, each.body, each), await send(node, each.body, each)],
			expected: [{ status: 500, executions: 0 }, started],
		};
	},
	reordered: async (node, each) => {
		const later = JSON.stringify({ ...JSON.parse(each.body), note: randomUUID() });
		// Of another event, so that it is not a repetition.
		const body = later
			.replace(/"(id|stats_id|uuid)":"[^"]*"/g, `"$1":"${randomUUID()}"`)
			.replace(/"seq":\d+/, '"seq":9999')
			.replace(/"webhook_created_at":"[^"]*"/, '"webhook_created_at":"2026-11-20T09:00:00.000Z"');
		return {
			actual: [await send(node, body, each.sign(body, now())), await send(node, each.body, each)],
			expected: [started, started],
		};
	},
	unsigned: async (node, each) => ({
		actual: await send(node, each.body, { headers: json, query: '' }),
		expected: refused,
	}),
	'wrongly signed': async (node, each) => {
		const { headers, query } = each;
		const wrong = (text: string) =>
			text.replace(/[0-9a-zA-Z](?=[^0-9a-zA-Z]*$)/, (digit) => (digit === '0' ? '1' : '0'));
		const [name = ''] = Object.keys(headers).filter((header) => header.startsWith('X-'));
		const changed = name === '' ? headers : { ...headers, [name]: wrong(headers[name] ?? '') };
		return {
			actual: await send(node, each.body, { headers: changed, query: wrong(query) }),
			expected: refused,
		};
	},
	'with a changed body': async (node, each, provider) => {
		const body = each.body.replace(/"/, ' "');
		return {
			actual: await send(node, body, each),
			// What is not signed can be changed by who sees it.
			expected: isSigned(provider) ? refused : started,
		};
	},
	old: async (node, each, provider) => ({
		actual: await send(node, each.body, each.sign(each.body, now() - 400)),
		expected: isSigned(provider) ? refused : started,
	}),
	'from yesterday': async (node, each, provider) => ({
		actual: await send(node, each.body, each.sign(each.body, now() - 86_400)),
		expected: isSigned(provider) ? refused : started,
	}),
	'with another secret or mark': async (node, each) => ({
		actual: await send(node, each.body, each.sign(each.body, now(), 'another')),
		expected: refused,
	}),
	'with no secret stored': async (node, each, provider) => {
		node.stored = '{}';
		node.credential = { ...node.credential, webhookSecret: '' };
		const actual = await send(node, each.body, each);
		const warnings = node.warnings.length;
		await send(node, each.body, each);
		// n8n itself adds an empty object when a node asks for data that is not there, once.
		expect(node.writes).toBe(provider === 'inbox' ? 0 : 1);
		expect(node.stored).toBe(provider === 'inbox' ? '{}' : '{"node:Trigger":{}}');
		node.writes = 0;
		return {
			actual: [actual, warnings, node.warnings.length],
			// Said once, to the owner; a mark needs no secret.
			expected: isSigned(provider) ? [refused, 1, 1] : [refused, 0, 0],
		};
	},
	'after the API key was changed': async (node, each, provider) => {
		node.credential = { ...node.credential, apiKey: 'another-key' };
		const actual = await send(node, each.body, each);
		const said = node.warnings.join().includes('another API key');
		return {
			actual: [actual, said],
			// Inbox's secret does not depend on it, and the registered mark is still the right one.
			expected: provider === 'falconyte' ? [refused, true] : [started, false],
		};
	},
	'with a credential that cannot be used': async (node, each, provider) => {
		node.credential = { provider: 'nobody' };
		return {
			actual: await send(node, each.body, each),
			expected: isSigned(provider) ? refused : started,
		};
	},
	'of an event that was not chosen': async (node, each, provider) => {
		const { event } = node.parameters;
		const [first = ''] = Object.keys(words[provider]);
		const chosen = Object.keys(words[provider]).filter((name) => name !== event);
		node.parameters = { ...node.parameters, events: chosen.length > 0 ? chosen : [first] };
		return {
			actual: await send(node, each.body, each),
			expected: chosen.length > 0 ? ignored : started,
		};
	},
	'in a test': async (node, each, provider) => {
		const test = setup.node(provider, node.parameters);
		test.isTest = true;
		test.origin = node.origin;
		setup.host.add(test);
		await test.publish();
		const hook = (await setup.hooks(provider)).find(({ url }) => url.includes(test.path()));
		const signed = each.sign(
			each.body,
			now(),
			provider === 'falconyte' ? (hook?.secret ?? '') : undefined,
		);
		const query = new URL(hook?.url ?? 'https://x').search;
		const call = async () => await send(test, each.body, { ...signed, query });
		// A test shows every delivery, repeated ones as well.
		const actual = [await call(), await call()];
		await test.hook('delete');
		return { actual, expected: [started, started] };
	},
	'of no content type': async (node, each) => {
		const { 'Content-Type': _type, ...headers } = each.headers;
		const bytes = new TextEncoder().encode(each.body);
		return { actual: await send(node, bytes, { ...each, headers }), expected: started };
	},
	'as plain text': async (node, each) => ({
		actual: await send(node, each.body, {
			...each,
			headers: { ...each.headers, 'Content-Type': 'text/plain' },
		}),
		expected: started,
	}),
	'as multipart': async (node, each) => ({
		actual: await send(node, each.body, {
			...each,
			headers: { ...each.headers, 'Content-Type': 'multipart/form-data; boundary=x' },
		}),
		expected: refused,
	}),
	empty: async (node, each) => ({
		actual: await send(node, '', each.sign('', now())),
		expected: ignored,
	}),
	'not JSON': other('{"id":', notJson),
	'an array': other('[{"event":"email.sent"}]', ignored),
	'a number': other('1', ignored),
	null: other('null', ignored),
	deep: other(`{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, ignored),
	'with __proto__': async (node, each) => {
		const body = each.body.replace(/^\{/, '{"__proto__":{"polluted":true},');
		const actual = await send(node, body, each.sign(body, now()));
		return {
			actual: [actual, JSON.stringify(node.items).includes('polluted'), 'polluted' in {}],
			expected: [started, false, false],
		};
	},
	'of another service': async (node, each, provider) => {
		const body = JSON.stringify({ type: 'invoice.paid', event: 'invoice.paid', data: {} });
		return {
			actual: await send(node, body, each.sign(body, now())),
			// A delivery of RapidPro names no event: whatever has the mark is one.
			expected: provider === 'rapidPro' ? started : ignored,
		};
	},
	'with fields of other types': async (node, each, provider) => {
		const strange = (value: unknown): unknown => {
			if (Array.isArray(value)) return { 0: value };
			return typeof value === 'object' && value !== null ? [value] : { strange: value };
		};
		const kept = ['event', 'event_type', 'type', 'version'];
		const fields = Object.entries(JSON.parse(each.body)).map(([key, value]) =>
			kept.includes(key) ? [key, value] : [key, strange(value)],
		);
		const body = JSON.stringify(Object.fromEntries(fields));
		const actual = await send(node, body, each.sign(body, now()));
		return { actual: [actual, node.failures], expected: [started, []], provider };
	},
};

let cells = 0;
afterAll(() => {
	const events = pushing.flatMap((provider) => Object.values(words[provider]).flat());
	console.log(
		`${cells} cells: ${events.length} events of ${pushing.length} services in ${Object.keys(conditions).length} conditions`,
	);
});

describe.each(pushing)('deliveries of %s', (provider) => {
	const events = Object.entries(words[provider]).flatMap(([event, list]) =>
		list.map((word) => ({ event, word })),
	);

	/** The published node. Each cell has a copy of it, in a workflow of its own. */
	let published: WebhookNode;
	beforeEach(async () => {
		published = await setup.published(provider);
	});

	it.each(Object.keys(conditions))(
		'%s: answers, executions and items are as promised',
		async (name) => {
			const condition = conditions[name];
			if (condition === undefined) throw new Error('There is no such condition.');
			for (const { event, word } of events) {
				const node = setup.copy(published);
				const each = await sample(provider, word);
				node.parameters = { ...node.parameters, event };
				const { actual, expected } = await condition(node, each, provider);
				expect({ word, actual }).toEqual({ word, actual: expected });
				for (const item of node.items) {
					expect(item).toMatchObject({ event, provider, eventId: expect.any(String) });
					expect(item).not.toHaveProperty('error');
				}
				const text = JSON.stringify(node.items);
				for (const secret of [inboxSecret, new URLSearchParams(each.query).get('mark')]) {
					if (secret) expect(text).not.toContain(secret);
				}
				expect(node.failures).toEqual([]);
				expect(node.writes).toBe(0);
				cells += 1;
			}
		},
		120_000,
	);
});
