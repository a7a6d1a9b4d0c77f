import { randomUUID } from 'node:crypto';
import { inboxWebhookSecret } from '../../sandbox/api/keys.mts';
import {
	connectServices,
	happen,
	hooksOf,
	publicAddress,
	publicOrigin,
	until,
	webhookTrigger,
} from '../e2e/helpers/webhooks.mts';
import { chain, node } from '../e2e/helpers/workflows.mts';
import { BROWSER_LIMIT_MS, describeInBrowser, useEditor } from './helpers/useEditor.mts';

const services = [
	{
		provider: 'falconyte',
		parameters: { events: ['messageOpened'] },
		event: 'email.opened',
		fields: ['Provider', 'Events', 'Filters', 'Options'],
		notice: 'Falconyte allows 10 enabled webhooks',
	},
	{
		provider: 'inbox',
		parameters: { events: ['statusChanged'] },
		event: 'campaign.paused',
		fields: ['Provider', 'Events', 'Filters', 'Options'],
		notice: 'In Inbox, open Settings > Webhooks',
	},
	{
		provider: 'rapidPro',
		parameters: {
			events: ['flowStepReached'],
			resthook: { __rl: true, mode: 'name', value: 'campaign-reply' },
		},
		event: 'campaign-reply',
		fields: ['Provider', 'Resthook', 'Events', 'Options'],
		notice: 'Add resthooks in the settings of your workspace',
	},
	{
		provider: 'smartlead',
		parameters: {
			events: ['messageReplied', 'statusChanged'],
			campaign: { __rl: true, mode: 'id', value: '2048110' },
		},
		event: 'EMAIL_REPLY',
		fields: ['Provider', 'Scope', 'Campaign', 'Events', 'Filters', 'Options'],
	},
] as const;

describeInBrowser('the editor, with the webhook trigger', () => {
	const { world, editor } = useEditor({ env: publicAddress });

	it.each(services)(
		'opens it for $provider, and fetches a test event',
		async (service) => {
			const { provider, parameters, event, fields } = service;
			await connectServices(world());
			const trigger = webhookTrigger(world(), provider, parameters);
			const workflow = chain(`Editor ${randomUUID()}`, [
				trigger,
				node('Then', 'n8n-nodes-base.noOp'),
			]);
			const { id } = await world().client.createWorkflow(workflow);
			await editor().openWorkflow(id, 2);
			const view = await editor().openNode('Campaign Webhook Trigger');
			expect(
				(await view.fields()).filter((label) => fields.some((field) => field === label)),
			).toEqual(fields);
			if ('notice' in service) {
				expect((await view.notices()).join(' ')).toContain(service.notice);
			}
			// Only Inbox's users need the address.
			const urls = editor().page.getByText('Webhook URLs', { exact: true });
			expect(await urls.count()).toBe(provider === 'inbox' ? 1 : 0);
			const address = `webhook-test/${String(trigger.webhookId)}/campaigns`;
			if (provider === 'inbox') {
				await urls.click();
				await editor().page.getByText(address).first().waitFor();
			}

			await view.listen(async () => {
				if (provider === 'inbox') {
					await world().control('POST', '/hooks', {
						provider,
						url: `${publicOrigin}/${address}`,
						events: [event],
						secret: inboxWebhookSecret,
					});
				}
				await until('the hook', async () => (await hooksOf(world(), provider)).length === 1);
				await happen(
					world(),
					provider,
					event,
					provider === 'smartlead' ? { campaign: '2048110' } : {},
				);
			});
			const [header, first] = await view.table();
			expect(header?.slice(0, 6)).toEqual([
				...['event', 'eventId', 'occurredAt', 'detectedAt', 'provider', 'providerEvent'],
			]);
			expect(first?.[4]).toBe(provider);
			if (provider === 'smartlead') await editor().picture('webhook-trigger');
			if (provider === 'inbox') await editor().picture('webhook-trigger-inbox');
		},
		BROWSER_LIMIT_MS,
	);
});
