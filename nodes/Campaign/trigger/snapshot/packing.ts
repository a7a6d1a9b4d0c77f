import { campaignStatuses } from '../../campaign';
import type { SnapshotEntry } from './entry';
import {
	escapeText,
	fingerprintLengths,
	packId,
	separator,
	unescapeText,
	unpackId,
} from './storedText';

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Fills the place of a fingerprint that is empty. */
const filler = '.';

/** The first character holds the status in its lower three bits, and these flags. */
const flag = { isSeen: 8, isMissing: 16, isSilent: 32 } as const;

/** Writes entries as one text of at most 64 bytes an entry: n8n compares and copies a single text fast. */
export function packEntries(entries: Iterable<SnapshotEntry>): string {
	return Array.from(entries, pack).join(separator);
}

function pack(entry: SnapshotEntry): string {
	const flags =
		campaignStatuses.indexOf(entry.status) +
		(entry.isSeen ? flag.isSeen : 0) +
		(entry.isMissing ? flag.isMissing : 0) +
		(entry.isSilent ? flag.isSilent : 0);
	return [
		base64.charAt(flags),
		entry.settings.padEnd(fingerprintLengths.settings, filler),
		entry.figures.padEnd(fingerprintLengths.figures, filler),
		packId(entry.id),
		entry.name === null ? `~${entry.nameHash}` : `,${escapeText(entry.name)}`,
	].join('');
}

/**
 * Reads what `packEntries` wrote.
 *
 * @returns the entries by ID, in their order, or undefined when the text has another form
 */
export function unpackEntries(text: string): Map<string, SnapshotEntry> | undefined {
	const entries = new Map<string, SnapshotEntry>();
	if (text === '') return entries;
	for (const record of text.split(separator)) {
		const entry = unpack(record);
		if (entry === undefined) return undefined;
		entries.set(entry.id, entry);
	}
	return entries;
}

const recordForm = /^([\w-])([\w-]{8}|\.{8})([\w-]{4}|\.{4})([^,~]+)([,~])(.*)$/su;

function unpack(record: string): SnapshotEntry | undefined {
	const [, first = '', settings = '', figures = '', id = '', sign, name = ''] =
		recordForm.exec(record) ?? [];
	const flags = base64.indexOf(first);
	const status = campaignStatuses[flags % flag.isSeen];
	if (sign === undefined || status === undefined) return undefined;
	const isStored = sign === ',';
	return {
		id: unpackId(id),
		status,
		name: isStored ? unescapeText(name) : null,
		nameHash: isStored ? '' : name,
		settings: settings.startsWith(filler) ? '' : settings,
		figures: figures.startsWith(filler) ? '' : figures,
		isSeen: (flags & flag.isSeen) !== 0,
		isMissing: (flags & flag.isMissing) !== 0,
		isSilent: (flags & flag.isSilent) !== 0,
	};
}
