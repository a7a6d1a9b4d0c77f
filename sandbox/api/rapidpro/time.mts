/** Writes a time as the service does: without a fraction when the microseconds are zero (observed). */
export function timeText(ms: number, micros = 0): string {
	const time = new Date(ms).toISOString().replace('Z', String(micros).padStart(3, '0'));
	return `${time.replace('.000000', '')}Z`;
}

/** @returns the time in a form that sorts as text: always with microseconds */
export function sortableTime(time: string): string {
	return time.length === '2024-09-01T06:00:00Z'.length ? time.replace('Z', '.000000Z') : time;
}

/** @param time in sortable form @returns the time as cursors hold it: "2024-11-23 14:02:10.430987+00:00" (observed) */
export function cursorTime(time: string): string {
	return time.replace('.000000', '').replace('T', ' ').replace('Z', '+00:00');
}

const cursorPattern =
	/^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,6})\d*)? ?(Z|[+-]\d\d:?\d\d)?$/;

/** Reads the time in a cursor. @returns its sortable form, or null if it is no time */
export function parseCursorTime(text: string): string | null {
	const [, date, time, fraction = '', zone = 'Z'] = cursorPattern.exec(text) ?? [];
	const instant = new Date(`${date}T${time}${zone}`);
	if (Number.isNaN(instant.getTime())) return null;
	return instant.toISOString().replace('.000Z', `.${fraction.padEnd(6, '0')}Z`);
}
