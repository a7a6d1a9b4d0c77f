import { WebhookHost } from '../engine/webhook.mts';
import { useSandbox } from '../engine/world.mts';
import { WebhookSetup } from './setup.mts';

const world = useSandbox();
const setup = new WebhookSetup(world, WebhookHost.use());

it('every refusal is the same answer', async () => {
	const answers = new Set<string>();
	for (const provider of ['falconyte', 'inbox', 'rapidPro', 'smartlead'] as const) {
		const node = await setup.published(provider);
		const headers = { 'Content-Type': 'application/json' };
		const time = Math.floor(Date.now() / 1000);
		for (const signature of [
			'',
			'x',
			`t=${time},v1=${'0'.repeat(64)}`,
			`t=1,v1=${'0'.repeat(64)}`,
		]) {
			for (const body of ['', '{}', '[]']) {
				const { status, body: answer } = await setup.host.call(node, {
					headers: { ...headers, 'X-FY-Signature': signature, 'X-Inbox-Signature': signature },
					body,
					query: '?mark=wrong',
				});
				answers.add(`${status} ${answer}`);
			}
		}
		expect(node.items).toEqual([]);
	}
	expect([...answers]).toEqual(['401 {"code":401,"message":"Unauthorized"}']);
});

describe('Accept Unsigned on Inbox', () => {
	const parameters = {
		provider: 'inbox',
		events: ['statusChanged'],
		options: { acceptUnsigned: true },
	};

	it('takes deliveries without a signature, and verifies one that is there', async () => {
		const node = await setup.published('inbox', parameters);
		await setup.fault('inbox', { forge: 'unsigned' });
		await setup.happen('inbox', 'campaign.paused');
		expect(node.items).toHaveLength(1);
		await setup.happen('inbox', 'campaign.paused');
		expect(node.items).toHaveLength(2);
		await setup.fault('inbox', { forge: 'wrongSecret' });
		await setup.happen('inbox', 'campaign.paused');
		expect(node.items).toHaveLength(2);
	});

	it('refuses a signature that cannot be verified for want of a secret', async () => {
		const node = await setup.published('inbox', parameters);
		node.credential = { ...node.credential, webhookSecret: '' };
		await setup.happen('inbox', 'campaign.paused');
		expect(node.items).toEqual([]);
		expect(node.warnings.join()).toContain("'Webhook Secret' is empty");
	});
});
