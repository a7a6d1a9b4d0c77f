import { WebhookHost } from '../engine/webhook.mts';
import { useSandbox } from '../engine/world.mts';
import { WebhookSetup } from './setup.mts';

const setup = new WebhookSetup(useSandbox(), WebhookHost.use());

/** Addresses of n8n that an operator may set, and that services write in another way. */
const origins = ['https://N8N.Example', 'https://n8n.example:443', 'https://bücher.example'];

describe.each(['falconyte', 'rapidPro', 'smartlead'] as const)('on %s', (provider) => {
	it.each(origins)('an n8n at %s has one hook', async (origin) => {
		const node = setup.node(provider);
		node.origin = origin;
		await node.publish();
		expect(await node.hook('checkExists')).toBe(true);
		// What was stored is lost: the hook is found again by its address or its name.
		node.stored = '{}';
		await node.publish();
		expect(await setup.hooks(provider)).toHaveLength(1);
	});

	it.each(['n8n.example', 'ftp://n8n.example'])('an n8n at %s is refused', async (origin) => {
		const node = setup.node(provider);
		node.origin = origin;
		for (const method of ['checkExists', 'create'] as const) {
			await expect(node.hook(method)).rejects.toThrow(
				/does not begin with https:\/\/\. Set .* N8N_WEBHOOK_URL/,
			);
		}
		await node.hook('delete');
		expect(await setup.hooks(provider)).toEqual([]);
	});
});
