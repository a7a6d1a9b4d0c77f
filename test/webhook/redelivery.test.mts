import { WebhookHost } from '../engine/webhook.mts';
import { useSandbox } from '../engine/world.mts';
import { WebhookSetup } from './setup.mts';

const world = useSandbox();
const setup = new WebhookSetup(world, WebhookHost.use());

describe('a service that delivers badly', () => {
	it('loses nothing that it delivers again', async () => {
		const node = await setup.published('falconyte');
		node.unstorable = 3;
		await setup.happen('falconyte', 'email.opened');
		expect(await setup.statuses('falconyte')).toEqual([500, 500, 500, 200]);
		expect(node.items).toHaveLength(1);
	});

	it('starts one execution for a delivery that it repeats', async () => {
		const node = await setup.published('falconyte');
		await setup.fault('falconyte', { repeat: 3 });
		await setup.happen('falconyte', 'email.opened');
		expect(await setup.statuses('falconyte')).toEqual([200, 200, 200, 200]);
		expect(node.items).toHaveLength(1);
	});

	it('is never told to unsubscribe', async () => {
		const node = await setup.published('rapidPro');
		await setup.fault('rapidPro', { forge: 'wrongSecret' });
		await setup.happen('rapidPro', 'campaign-reply');
		expect(await setup.statuses('rapidPro')).toEqual([401]);
		expect(await setup.hooks('rapidPro')).toHaveLength(1);
		expect(node.items).toEqual([]);
	});
});
