import type { INodeProperties } from 'n8n-workflow';

/** The name of the list of time zones, as fields refer to it. It needs no service and no credential. */
export const timeZonesMethod = 'timeZones';

/**
 * A field for a time zone. Its value is the IANA name, also where it was entered as text.
 *
 * @param description a sentence, without what to choose from
 */
export function timeZoneField(name: string, label: string, description: string): INodeProperties {
	return {
		displayName: `${label} Name or ID`,
		name,
		type: 'options',
		typeOptions: { loadOptionsMethod: timeZonesMethod },
		default: '',
		description: `${description} Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>`,
	};
}

/** The IANA names of all time zones, in alphabetical order. */
export function timeZones(): string[] {
	return [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].sort();
}
