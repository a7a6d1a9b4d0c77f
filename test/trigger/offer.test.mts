import { ActiveTrigger } from '../engine/trigger.mts';
import { useSandbox } from '../engine/world.mts';
import { summarize, TriggerSetup } from './helpers.mts';

const world = useSandbox();
const setup = new TriggerSetup(world);

const watching = (events: string[], campaigns?: string) =>
	new ActiveTrigger(world.credential('rapidPro'), {
		events,
		...(campaigns === undefined ? {} : { filters: { campaigns } }),
	});

it.each(['activate', 'update', 'init'] as const)(
	'says at %s that RapidPro cannot show a change of status, and what it can show',
	async (activation) => {
		const { error } = await watching(['statusChanged']).poll({ activation });
		expect(error?.message).toBe("RapidPro / TextIt never shows 'Status Changed'");
		expect(error?.description).toContain("It shows 'Created', 'Deleted', 'Updated'.");
		expect(error).toHaveProperty('failure.cause', 'configuration-invalid');
		expect(await world.log('rapidPro')).toEqual([]);
	},
);

it('goes on with the other events after a restart, with a warning, and says what is wrong when it is published', async () => {
	const trigger = watching(['created', 'statusChanged']);
	expect((await trigger.poll({ activation: 'init' })).error).toBeUndefined();
	expect(trigger.warnings).toEqual([expect.stringContaining("never shows 'Status Changed'")]);
	await setup.seed('rapidPro', 1);
	expect(summarize((await trigger.poll()).items)).toEqual(['created Bulk campaign 1']);
	expect(trigger.warnings).toHaveLength(1);
	const { error } = await trigger.poll({ activation: 'update' });
	expect(error?.message).toContain("never shows 'Status Changed'");
});

it('says that a campaign ID cannot be one of the provider', async () => {
	const { error } = await watching(['updated'], '372, f14e4ff0-724d-43fe-a953-1d16aefd1c00').poll({
		activation: 'activate',
	});
	expect(error?.message).toBe("'Campaign IDs' contains '372', which is no ID of RapidPro / TextIt");
	expect(error?.description).toContain('f14e4ff0-724d-43fe-a953-1d16aefd1c00');
});

it('finds the campaign of an ID in capitals', async () => {
	// Seeded in bulk, it would have an ID without letters.
	const trigger = watching(['updated'], 'F14E4FF0-724D-43FE-A953-1D16AEFD1C00');
	await trigger.poll();
	await setup.change('rapidPro', 'Reminders', { name: 'Renamed' });
	expect(summarize((await trigger.poll()).items)).toEqual(['updated Renamed']);
});
