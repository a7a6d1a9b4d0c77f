import { createRequire } from 'node:module';
import fc from 'fast-check';
import type * as campaign from '../dist/modules/nodes/Campaign/campaign.js';

const { isoTime }: typeof campaign = createRequire(import.meta.url)(
	'../dist/modules/nodes/Campaign/campaign',
);

const date = fc.date({
	min: new Date('1970-01-01T00:00:00Z'),
	max: new Date('2099-12-31T23:59:59Z'),
	noInvalidDate: true,
});
const twoDigits = fc.integer({ min: 0, max: 99 }).map((number) => String(number).padStart(2, '0'));

it('converts every notation of a time to UTC with milliseconds', () => {
	fc.assert(
		fc.property(date, fc.stringMatching(/^\d{0,6}$/), (value, digits) => {
			const iso = value.toISOString();
			expect(isoTime(iso.replace('Z', `${digits}Z`))).toBe(iso);
			expect(isoTime(iso.replace('.000Z', 'Z'))).toBe(iso);
			expect(isoTime(iso.replace('Z', '+00:00'))).toBe(iso);
			expect(isoTime(iso.replace('T', ' ').replace('Z', ''))).toBe(iso);
		}),
		{ numRuns: 2_000 },
	);
});

it('converts a date that no calendar has to null', () => {
	fc.assert(
		fc.property(
			twoDigits,
			twoDigits,
			twoDigits,
			twoDigits,
			twoDigits,
			(month, day, hour, minute, second) => {
				const text = `2025-${month}-${day}T${hour}:${minute}:${second}.000Z`;
				const time = new Date(text);
				expect(isoTime(text)).toBe(Number.isNaN(time.getTime()) ? null : time.toISOString());
			},
		),
		{ numRuns: 5_000 },
	);
});
