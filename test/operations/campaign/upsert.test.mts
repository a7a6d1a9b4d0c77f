import { useSandbox } from '../../engine/world.mts';
import { facts } from '../../providers/facts.mts';

const world = useSandbox();

it.each([
	['dailyStory', { Status: true, Message: '', Response: { campaigns: [{ Id: 5, name: 'A' }] } }],
	['rapidPro', { next: null, previous: null, results: [{ name: 'A', archived: false }] }],
] as const)(
	'does not update a campaign of %s that is listed without an ID: an empty ID would create one',
	async (provider, body) => {
		await world.fault({ provider, status: 200, body });
		const { error } = await world.run(provider, {
			operation: 'upsert',
			name: 'A',
			...facts[provider].update?.upsert,
		});
		expect(error?.message).toContain('without a valid ID');
		expect((await world.log()).filter(({ method }) => method !== 'GET')).toEqual([]);
	},
);
