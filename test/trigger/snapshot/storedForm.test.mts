import fc from 'fast-check';
import { snapshotModules } from './builtModules.mts';

const { entryBytes, fromStored, packEntries, packSigns, recordsOf, toEntry, unpackRecords } =
	snapshotModules;

const tracked = { settings: ['limit'], figures: ['sent'] };
const status = fc.constantFrom(
	...(['draft', 'active', 'paused', 'completed'] as const),
	...(['stopped', 'archived', 'deleted', 'unknown'] as const),
);
const campaign = fc.record({
	id: fc.string({ minLength: 1, unit: 'binary' }),
	name: fc.string({ unit: 'binary' }),
	status,
});

it('reads back what it stored, whatever IDs and names contain', () => {
	fc.assert(
		fc.property(
			fc.uniqueArray(campaign, { selector: ({ id }) => id }),
			fc.boolean(),
			fc.boolean(),
			fc.boolean(),
			fc.constantFrom('', 'a'),
			(campaigns, isSeen, isMissing, isSilent, part) => {
				const entries = campaigns.map((each, index) => ({
					...toEntry(each, tracked, index % 2 === 0 ? { limit: index } : undefined, part),
					...{ isSeen, isMissing, isSilent },
				}));
				const text: unknown = JSON.parse(JSON.stringify(packEntries(entries)));
				const read = unpackRecords(recordsOf(String(text)), packSigns(entries));
				expect([...(read?.values() ?? [])]).toEqual(entries);
			},
		),
		{ numRuns: 1000 },
	);
});

it.each([
	['a UUID', 'f14e4ff0-724d-43fe-a953-1d16aefd1c00'],
	['a UUID in capitals, which is a different ID', 'F14E4FF0-724D-43FE-A953-1D16AEFD1C00'],
	['24 characters', 'usdjpdql3f90seqk13rwuo7z'],
	['a number', '2050001'],
])('stores a campaign whose ID is %s in at most 64 bytes, whatever its name', (_, id) => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), status, (name, now) => {
			const entry = toEntry({ id, name, status: now }, tracked, {});
			const kept = { ...entry, isSeen: false, isMissing: false, isSilent: false };
			// With its separator, and as JSON, which is how n8n stores it.
			const stored = JSON.stringify(`${packEntries([kept])};`).slice(1, -1);
			expect(Buffer.byteLength(stored)).toBeLessThanOrEqual(entryBytes);
		}),
		{ numRuns: 500 },
	);
});

it('sees no change when a service only writes the same settings differently', () => {
	const one = { limit: 5, tags: ['b', 'a'], rules: { to: '1', from: 2 }, gone: null };
	const other = { rules: { from: '2', to: 1 }, tags: ['a', 'b'], limit: '5' };
	const fields = { settings: Object.keys(one), figures: [] };
	const entry = (raw: typeof one | typeof other) =>
		toEntry({ id: '1', name: 'n', status: 'active' }, fields, raw);
	expect(entry(one)).toEqual(entry(other));
});

it('sees a change when two settings swap values, and none when a missing one becomes null', () => {
	const settings = ['notifies', 'qualifies', 'limit'];
	const entry = (raw: Record<string, boolean | number | null>) =>
		toEntry({ id: '1', name: 'n', status: 'active' }, { settings, figures: [] }, raw);
	const one = entry({ notifies: true, qualifies: false });
	expect(entry({ notifies: false, qualifies: true })).not.toEqual(one);
	expect(entry({ notifies: true, qualifies: false, limit: null })).toEqual(one);
	const tags = (list: Array<string | null>) =>
		toEntry(
			{ id: '1', name: 'n', status: 'active' },
			{ settings: ['tags'], figures: [] },
			{
				tags: list,
			},
		);
	expect(tags(['b', null, 'a'])).toEqual(tags([null, 'a', 'b']));
});

it('rejects anything that it did not write as a state', () => {
	const entries = 'not an entry';
	const damaged = [undefined, null, 'text', [], {}, { form: 1 }, { form: 1, sequence: 1, entries }];
	for (const stored of [...damaged, { form: 2, sequence: 1, entries: '' }]) {
		expect(fromStored(stored)).toBeUndefined();
	}
});
