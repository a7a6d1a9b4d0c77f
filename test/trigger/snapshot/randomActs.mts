import fc from 'fast-check';
import type { TriggerEvent } from './builtModules.mts';
import type { Act, Row } from './simulatedService.mts';

const pick = fc.nat(30);

/** Something that happens at the service. */
export const act: fc.Arbitrary<Act> = fc.oneof(
	{ weight: 3, arbitrary: fc.constant({ kind: 'create' } as const) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), pick }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('rename' as const, 'limit'), pick }) },
	{
		weight: 3,
		arbitrary: fc.record({
			kind: fc.constant('status' as const),
			pick,
			to: fc.constantFrom<Row['status']>('active', 'paused', 'completed', 'draft'),
		}),
	},
);

/** An event in words: what happened to which campaign. The old name of a long one is not stored. */
export function describeEvent({ change }: TriggerEvent): string {
	const { event, entry, previous = {}, current } = change;
	const now = current?.campaign;
	if (event === 'statusChanged') return `${entry.id} ${previous.status} > ${now?.status}`;
	if (event !== 'updated') return `${entry.id} ${event}`;
	const renamed = 'name' in previous ? ` ${previous.name ?? '(long)'} > ${now?.name}` : '';
	return `${entry.id} updated${renamed}${'settings' in previous ? ' settings' : ''}`;
}

/** The update to expect of a campaign that was shown with these values, before and now. */
export function expectedUpdate(before: Row, now: Row): string[] {
	const stored = before.name.length > 40 ? '(long)' : before.name;
	const renamed = before.name === now.name ? '' : ` ${stored} > ${now.name}`;
	const settings = before.limit === now.limit ? '' : ' settings';
	return renamed + settings === '' ? [] : [`${now.id} updated${renamed}${settings}`];
}

/** The change of status to expect. */
export function expectedStatus(before: Row, now: Row): string[] {
	return before.status === now.status ? [] : [`${now.id} ${before.status} > ${now.status}`];
}
