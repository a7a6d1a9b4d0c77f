import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { byId, useSandbox } from '../../engine/world.mts';

const world = useSandbox();

const campaigns = ['2048110', '2048124', '2048133'];
const count = 10_000;

/** The logger that n8n gives to nodes. */
const requireFromCore = createRequire(
	join(import.meta.dirname, '..', '..', '..', 'node_modules', 'n8n-core', 'package.json'),
);
const { Container }: { Container: { get(token: unknown): { info(message: string): void } } } =
	requireFromCore('@n8n/di');
const { Logger }: { Logger: unknown } = requireFromCore('@n8n/backend-common');

const logged: string[] = [];
beforeAll(() => {
	Container.get(Logger).info = (message) => {
		logged.push(message);
	};
});

it(`adds ${count} leads to three campaigns with 30 requests, at 60 requests a minute`, async () => {
	await world.control('PUT', '/limits', { smartlead: { requests: 60, windowMs: 60_000 } });
	const items = Array.from({ length: count }, (_, index) => ({
		email: `lead${index}@made.example`,
		campaign: campaigns[index % campaigns.length] ?? '',
		first: `Name ${index}`,
	}));
	const {
		items: output,
		paired,
		error,
		ms,
	} = await world.run(
		'smartlead',
		{
			resource: 'lead',
			operation: 'add',
			campaign: byId('={{ $json.campaign }}'),
			email: '={{ $json.email }}',
			leadFields: { first_name: '={{ $json.first }}' },
		},
		{ items },
	);
	expect(error).toBeUndefined();
	expect(output?.map(({ email, campaignId, outcome }) => [email, campaignId, outcome])).toEqual(
		items.map(({ email, campaign }) => [email, campaign, 'added']),
	);
	expect(paired).toEqual(items.map((_, item) => ({ item })));
	expect(new Set(output?.map(({ leadId }) => leadId)).size).toBe(count);

	const log = await world.log('smartlead');
	expect(log.length).toBeLessThanOrEqual(30);
	expect(log.map(({ status }) => status)).toEqual(log.map(() => 200));
	const stored: IDataObject[][] = [];
	for (const campaign of campaigns) stored.push(await world.leads('smartlead', campaign));
	// Four leads of the seed are in them.
	expect(stored.flat()).toHaveLength(count + 4);

	const progress = logged.filter((line) => line.includes('items processed'));
	expect(progress).toHaveLength(log.length);
	expect(progress.at(-1)).toBe(`${count} of ${count} items processed`);
	process.stdout.write(
		`${count} leads: ${log.length} requests, ${(ms / 1000).toFixed(1)} s; one request a lead would take ${Math.round(count / 60)} minutes\n`,
	);
}, 300_000);
