import { campaignStatuses } from '../../campaign';
import type { Entry, SnapshotEntry } from './entry';
import { hashOfName, signOfName } from './entry';
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
const flagBits = { isSeen: 8, isMissing: 16, isSilent: 32 } as const;

/**
 * Writes entries as one text of at most 64 bytes an entry: n8n compares and copies a single text fast.
 *
 * @param others records that are stored among them; undefined at the place of each entry but for those at the end
 */
export function packEntries(
	entries: Iterable<SnapshotEntry>,
	others: ReadonlyArray<string | undefined> = [],
): string {
	const packed = Array.from(entries, pack);
	let next = 0;
	const records = others.map((record) => record ?? packed[next++]);
	return [...records, ...packed.slice(next)]
		.filter((record) => record !== undefined)
		.join(separator);
}

function pack(entry: SnapshotEntry): string {
	const flags =
		(entry.isSeen ? flagBits.isSeen : 0) +
		(entry.isMissing ? flagBits.isMissing : 0) +
		(entry.isSilent ? flagBits.isSilent : 0);
	return packRecord(entry, flags);
}

/** The record of an entry. Without flags, it is that of a campaign about which nothing is open. */
export function packRecord(entry: Entry, flags = 0): string {
	return [
		base64.charAt(campaignStatuses.indexOf(entry.status) + flags),
		entry.settings.padEnd(fingerprintLengths.settings, filler),
		entry.figures.padEnd(fingerprintLengths.figures, filler),
		packId(entry.id),
		entry.name === null ? `~${hashOfName(entry)}` : `,${escapeText(entry.name)}`,
	].join('');
}

/** The records of a text that `packEntries` wrote. */
export function recordsOf(text: string): string[] {
	return text === '' ? [] : text.split(separator);
}

/**
 * Writes the signs of the names that are not stored, one character for each in the order of the entries. Within the entries,
 * version 0.1.0 would take them for a change of the name.
 *
 * @returns an empty text when no name has a sign
 */
export function packSigns(entries: Iterable<SnapshotEntry>): string {
	let signs = '';
	let hasSigns = false;
	for (const entry of entries) {
		if (entry.name !== null) continue;
		const sign = signOfName(entry);
		if (sign !== '') hasSigns = true;
		signs += sign === '' ? filler : sign;
	}
	return hasSigns ? signs : '';
}

/**
 * Reads records.
 *
 * @param signs what `packSigns` wrote for them
 * @returns the entries by ID, in their order, or undefined when a record has another form
 */
export function unpackRecords(
	records: readonly string[],
	signs = '',
): Map<string, SnapshotEntry> | undefined {
	const entries = new Map<string, SnapshotEntry>();
	let unnamed = 0;
	for (const record of records) {
		const entry = unpack(record);
		if (entry === undefined) return undefined;
		const sign = entry.name === null ? signs.charAt(unnamed++) : '';
		const isSigned = sign !== '' && sign !== filler;
		entries.set(entry.id, isSigned ? { ...entry, nameHash: entry.nameHash + sign } : entry);
	}
	return entries;
}

/** The status with its flags, and the fingerprints; then the ID. */
const recordStart = /^[\w-](?:[\w-]{8}|\.{8})(?:[\w-]{4}|\.{4})[^,~]/;
const settingsAt = 1;
const figuresAt = settingsAt + fingerprintLengths.settings;
const idAt = figuresAt + fingerprintLengths.figures;

/** Reads a record by its places: a hundred thousand take half as long as with one expression. */
function unpack(record: string): SnapshotEntry | undefined {
	const flags = base64.indexOf(record.charAt(0));
	const status = campaignStatuses[flags % flagBits.isSeen];
	const idEnd = idEndOf(record);
	if (!recordStart.test(record) || status === undefined || idEnd === -1) return undefined;
	const isStored = record.charAt(idEnd) === ',';
	const name = record.slice(idEnd + 1);
	return {
		id: unpackId(record.slice(idAt, idEnd)),
		status,
		name: isStored ? unescapeText(name) : null,
		nameHash: isStored ? '' : name,
		settings: fingerprintAt(record, settingsAt, figuresAt),
		figures: fingerprintAt(record, figuresAt, idAt),
		isSeen: (flags & flagBits.isSeen) !== 0,
		isMissing: (flags & flagBits.isMissing) !== 0,
		isSilent: (flags & flagBits.isSilent) !== 0,
	};
}

/** The ID in a record, as `packId` writes it. */
export function packedIdOf(record: string): string {
	return record.slice(idAt, idEndOf(record));
}

/** Whether a record has only the fingerprint of its name. */
export function isUnnamed(record: string): boolean {
	return record.charAt(idEndOf(record)) === '~';
}

/** The place of the sign between ID and name; -1 when there is none. */
function idEndOf(record: string): number {
	const nameAt = record.indexOf(',', idAt);
	const hashAt = record.indexOf('~', idAt);
	return nameAt !== -1 && (hashAt === -1 || nameAt < hashAt) ? nameAt : hashAt;
}

function fingerprintAt(record: string, start: number, end: number): string {
	return record.charAt(start) === filler ? '' : record.slice(start, end);
}
