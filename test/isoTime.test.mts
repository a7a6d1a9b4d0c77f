import { createRequire } from 'node:module';
import fc from 'fast-check';
import type * as campaign from '../dist/modules/nodes/Campaign/campaign.js';

const { isoTime }: typeof campaign = createRequire(import.meta.url)(
	'../dist/modules/nodes/Campaign/campaign',
);

const moment = fc.date({
	min: new Date('1970-01-01T00:00:00Z'),
	max: new Date('2099-12-31T23:59:59Z'),
	noInvalidDate: true,
});
const two = fc.integer({ min: 0, max: 99 }).map((number) => String(number).padStart(2, '0'));

it('any time is the one that the calendar has, in milliseconds, whatever its digits', () => {
	fc.assert(
		fc.property(moment, fc.stringMatching(/^\d{0,6}$/), (date, more) => {
			const iso = date.toISOString();
			expect(isoTime(iso.replace('Z', `${more}Z`))).toBe(iso);
			expect(isoTime(iso.replace('.000Z', 'Z'))).toBe(iso);
			expect(isoTime(iso.replace('Z', '+00:00'))).toBe(iso);
			expect(isoTime(iso.replace('T', ' ').replace('Z', ''))).toBe(iso);
		}),
		{ numRuns: 2_000 },
	);
});

it('what no calendar has is no time', () => {
	fc.assert(
		fc.property(two, two, two, two, two, (month, day, hour, minute, second) => {
			const text = `2025-${month}-${day}T${hour}:${minute}:${second}.000Z`;
			const time = new Date(text);
			expect(isoTime(text)).toBe(Number.isNaN(time.getTime()) ? null : time.toISOString());
		}),
		{ numRuns: 5_000 },
	);
});
