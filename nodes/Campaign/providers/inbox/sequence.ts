import type { IDataObject } from 'n8n-workflow';
import { isObject, objectArray, textOrNull } from '../../json';
import type { ContentEntry, ContentField, DeclaredContent } from '../contract/content';
import { InvalidInput } from '../contract/invalidInput';
import { sequenceSaved } from './answers';
import { sequenceField, sequenceJsonField } from './sequenceFields';
import type { SequenceStep } from './sequenceInput';
import { assignedFields, readEditorStep, readStep } from './sequenceInput';

/** The messages that a campaign sends to each lead, with the delays and likes between them. */
export const sequence: ContentField = {
	name: 'sequence',
	editor: sequenceField,
	json: sequenceJsonField,
	read: {
		by: 'campaign',
		// A campaign in the shape of the first generation has none. Whether its steps can be written is not documented.
		entries: ({ sequence: read }) => (isObject(read) ? objectArray(read.steps) : undefined),
	},
	reachesPeople: true,
	fromEditor(value) {
		const steps = isObject(value) ? (value.steps ?? []) : value;
		if (!Array.isArray(steps)) {
			throw new InvalidInput(
				`'${sequenceField.displayName}' is not a list of steps`,
				`Add steps in the editor, or give them as data in '${sequenceJsonField.displayName}'.`,
			);
		}
		// A field that was added and left empty must not clear the sequence. The twin can.
		if (steps.length === 0) return undefined;
		const given: unknown[] = steps;
		const label = sequenceField.displayName;
		return declare(given.map((step, index) => readEditorStep(step, `'${label}' ${index + 1}`)));
	},
	fromJson(list) {
		const label = sequenceJsonField.displayName;
		return declare(list.map((step, index) => readStep(step, `'${label}' ${index + 1}`)));
	},
};

function declare(steps: SequenceStep[]): DeclaredContent {
	const isThere = (entries: readonly ContentEntry[]) => isSameSequence(steps, entries);
	return {
		value: steps,
		valueOf: (entries) => entries.map((entry, index) => stepOf(entry, steps[index])),
		steps(campaign, entries) {
			if (entries !== undefined && isThere(entries)) return [];
			return [
				{
					name: 'save sequence',
					request: {
						purpose: "save the campaign's sequence",
						method: 'PUT',
						path: ['campaigns', 'v2', campaign, 'sequence'],
						basis: 'documented',
						answer: sequenceSaved,
						body: { steps },
						// Every PUT makes a new version, with the same steps.
						idempotent: true,
					},
					isConfirmed: (answer) => isObject(answer) && Array.isArray(answer.steps),
					isDone: isThere,
				},
			];
		},
		...(steps.length === 0 ? { preventsStart: 'has no steps in its sequence' } : {}),
	};
}

/** Whether a sequence has these steps, in this order. */
function isSameSequence(steps: readonly SequenceStep[], entries: readonly ContentEntry[]): boolean {
	return (
		steps.length === entries.length &&
		steps.every((step, index) => {
			const entry = entries[index];
			return entry !== undefined && isDeepEqual(step, stepOf(entry, step));
		})
	);
}

/**
 * A step of the service in the words that the API writes. The documented steps come back without their type: that of the
 * declared step in its place stands for it if both have data of the same kind.
 */
function stepOf(entry: ContentEntry, declared: SequenceStep | undefined): IDataObject {
	const { data, ...others } = entry;
	const word = textOrNull(entry.type) ?? typeOf(isObject(data) ? data : {}, declared);
	const own = Object.entries(others).filter(([name]) => !assignedFields.includes(name));
	return { ...Object.fromEntries(own), type: word, data };
}

function typeOf(data: IDataObject, declared: SequenceStep | undefined): string {
	if ('segments' in data) return 'message';
	if ('delaySeconds' in data) return 'delay';
	return declared?.type ?? 'unknown';
}

/** Whether two values are the same, whatever the order of keys. A key without a value counts as missing. */
function isDeepEqual(a: unknown, b: unknown): boolean {
	if (Array.isArray(a) && Array.isArray(b)) {
		return a.length === b.length && a.every((value, index) => isDeepEqual(value, b[index]));
	}
	if (isObject(a) && isObject(b)) {
		const names = new Set([...Object.keys(a), ...Object.keys(b)]);
		return [...names].every((name) => isDeepEqual(a[name] ?? null, b[name] ?? null));
	}
	return a === b;
}
