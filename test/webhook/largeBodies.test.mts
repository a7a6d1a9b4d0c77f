import { signature } from '../../sandbox/api/webhooks/signature.mts';
import { WebhookHost } from '../engine/webhook.mts';
import { useSandbox } from '../engine/world.mts';
import { inboxSecret, pushing, WebhookSetup } from './setup.mts';

const world = useSandbox();
const setup = new WebhookSetup(world, WebhookHost.use());

/** In ms. A signed body takes two or three seconds, and ten times that on a very busy machine. */
const longestMs = 180_000;

/** A little less than n8n takes. */
const bytes = 15 * 2 ** 20;

const bodies: Record<string, unknown> = {
	'one long text': 'x'.repeat(bytes),
	'texts of quotes and backslashes': Array.from({ length: 1_000 }, () =>
		'"\\'.repeat(bytes / 4_000),
	),
	'a long list': Array.from({ length: 100_000 }, (_, index) => `${index} ${'x'.repeat(140)}`),
	'many keys': Object.fromEntries(
		Array.from({ length: 100_000 }, (_, index) => [`key ${index}`, 'x'.repeat(130)]),
	),
};

const withNote = (note: unknown) =>
	JSON.stringify({
		...{ id: 'evt_large', seq: 4_000_000, type: 'campaign.paused', version: '1.0' },
		...{ timestamp: new Date().toISOString(), note },
		data: { campaign: { id: 'large', name: 'Large', status: 'paused' } },
	});

describe.each(Object.entries(bodies))('a body of 15 MiB: %s', (_, note) => {
	const body = withNote(note);

	it.each(pushing)(
		'is refused without a signature or mark: %s',
		async (provider) => {
			const node = await setup.published(provider);
			const headers = { 'Content-Type': 'application/json' };
			const { status } = await setup.host.call(node, { headers, body });
			expect({ status, items: node.items }).toEqual({ status: 401, items: [] });
		},
		longestMs,
	);

	it(
		'starts one execution when it is signed, and none when it is repeated',
		async () => {
			const node = await setup.published('inbox');
			const time = Math.floor(Date.now() / 1000);
			const headers = {
				'Content-Type': 'application/json',
				'X-Inbox-Signature': signature(inboxSecret, body, time, ','),
			};
			const statuses = [];
			for (let call = 0; call < 2; call++) {
				statuses.push((await setup.host.call(node, { headers, body })).status);
			}
			expect(statuses).toEqual([200, 200]);
			expect(node.items).toHaveLength(1);
		},
		longestMs,
	);
});
