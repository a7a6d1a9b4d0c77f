import type { Campaign, CampaignStatus, RawCampaign } from '../../campaign';
import type { TrackedFields } from '../../providers/contract/events';
import { fingerprint, valuesAt } from './fingerprint';

/** What the state remembers of a campaign: enough to see that it changed, and what its status was. */
export interface Entry {
	readonly id: string;
	readonly status: CampaignStatus;
	/** The name, or null where it is too long to keep: then nameMark tells whether it changed. */
	readonly name: string | null;
	/** Fingerprint of a name that is not kept; empty where it is. */
	readonly nameMark: string;
	/** Fingerprint of the settings; empty where they were not read yet. */
	readonly settings: string;
	/** Fingerprint of the figures; empty where they were not read yet, or the service has none. */
	readonly figures: string;
}

/** An entry with where it stands in the reading of the list. */
export interface Kept extends Entry {
	/** Met in the reading that is going on. */
	readonly isSeen: boolean;
	/** Not met in the last complete reading. */
	readonly isMissed: boolean;
	/** When it turns out to be deleted, nobody had asked to be told while it was. */
	readonly isSilent: boolean;
}

/** The most that an entry takes in the state, in bytes, its separator included. */
export const entryBytes = 64;

const statuses: readonly CampaignStatus[] = [
	'draft',
	'active',
	'paused',
	'completed',
	'stopped',
	'archived',
	'deleted',
	'unknown',
];

const settingsLength = 8;
const figuresLength = 4;
const nameMarkLength = 8;
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const unread = '.';
const separator = ';';

/**
 * The entry of a campaign as it was read.
 *
 * @param watched the fields whose change counts
 * @param raw the service's own object; undefined where only the neutral campaign is known (an event log tells no settings)
 */
export function entryOf(
	campaign: Pick<Campaign, 'id' | 'name' | 'status'>,
	watched: TrackedFields,
	raw: RawCampaign | undefined,
): Entry {
	const { id, name, status } = campaign;
	const left = entryBytes - fixedBytes - bytes(packId(id));
	const isKept = bytes(plain(name)) <= left;
	return {
		id,
		status,
		name: isKept ? name : null,
		nameMark: isKept ? '' : fingerprint(name, nameMarkLength),
		settings: mark(raw, watched.settings, settingsLength),
		figures: mark(raw, watched.figures ?? [], figuresLength),
	};
}

function mark(raw: RawCampaign | undefined, paths: readonly string[], length: number): string {
	return raw === undefined || paths.length === 0 ? '' : fingerprint(valuesAt(raw, paths), length);
}

/** Flags, fingerprints, the sign before the name, and the separator. */
const fixedBytes = 1 + settingsLength + figuresLength + 1 + separator.length;

/** All entries as one text. */
export function packEntries(entries: Iterable<Kept>): string {
	return Array.from(entries, pack).join(separator);
}

/**
 * The entries of packEntries, in their order.
 *
 * @returns undefined when the text is none of ours
 */
export function unpackEntries(text: string): Map<string, Kept> | undefined {
	const entries = new Map<string, Kept>();
	if (text === '') return entries;
	for (const record of text.split(separator)) {
		const entry = unpack(record);
		if (entry === undefined) return undefined;
		entries.set(entry.id, entry);
	}
	return entries;
}

function pack(entry: Kept): string {
	const flags =
		statuses.indexOf(entry.status) +
		(entry.isSeen ? 8 : 0) +
		(entry.isMissed ? 16 : 0) +
		(entry.isSilent ? 32 : 0);
	return [
		digits.charAt(flags),
		entry.settings.padEnd(settingsLength, unread),
		entry.figures.padEnd(figuresLength, unread),
		packId(entry.id),
		entry.name === null ? `~${entry.nameMark}` : `,${plain(entry.name)}`,
	].join('');
}

const recordForm = /^([\w-])([\w-]{8}|\.{8})([\w-]{4}|\.{4})([^,~]+)([,~])(.*)$/su;

function unpack(record: string): Kept | undefined {
	const [, sign = '', settings = '', figures = '', id = '', mark, rest = ''] =
		recordForm.exec(record) ?? [];
	const flags = digits.indexOf(sign);
	const status = statuses[flags % 8];
	if (mark === undefined || status === undefined) return undefined;
	return {
		id: unpackId(id),
		status,
		name: mark === ',' ? original(rest) : null,
		nameMark: mark === ',' ? '' : rest,
		settings: settings.startsWith(unread) ? '' : settings,
		figures: figures.startsWith(unread) ? '' : figures,
		isSeen: (flags & 8) !== 0,
		isMissed: (flags & 16) !== 0,
		isSilent: (flags & 32) !== 0,
	};
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A UUID takes 22 characters instead of 36. */
function packId(id: string): string {
	return uuid.test(id)
		? `$${Buffer.from(id.replace(/-/g, ''), 'hex').toString('base64url')}`
		: plain(id, /[%;,~$\p{Cc}\p{Cs}]/gu);
}

function unpackId(text: string): string {
	if (!text.startsWith('$')) return original(text);
	const hex = Buffer.from(text.slice(1), 'base64url').toString('hex');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The text without characters that separate here, or that a database would not keep as they are. */
function plain(text: string, special = /[%;\p{Cc}\p{Cs}]/gu): string {
	return text.replace(
		special,
		(character) => short[character] ?? `%${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}

const short: Readonly<Record<string, string>> = { '%': '%%', ';': '%:' };

function original(text: string): string {
	return text.replace(/%([%:]|[0-9a-f]{4})/g, (_, code: string) => {
		if (code === '%') return '%';
		return code === ':' ? ';' : String.fromCharCode(Number.parseInt(code, 16));
	});
}

/** What a text takes in JSON, as which n8n stores it. */
function bytes(text: string): number {
	return Buffer.byteLength(JSON.stringify(text), 'utf8') - 2;
}
