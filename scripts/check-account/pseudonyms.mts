import type { Shape } from '../../dist/modules/nodes/Campaign/providers/contract/shape.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const isoTime = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?/;

/**
 * Replaces values by made-up ones of the same kind, and equal values by equal ones, so that IDs still fit together. Keeps
 * null, true, false, empty texts, the form of times, and the words that a shape expects.
 */
export class Pseudonyms {
	readonly #texts = new Map<string, string>();
	readonly #numbers = new Map<number, number>();

	/** @param kept texts that come from the node itself, such as an ID that no campaign has */
	constructor(kept: readonly string[]) {
		for (const text of kept) this.#texts.set(text, text);
	}

	/** @param shape what is expected there: it decides which words are kept, and which keys are data */
	of(value: unknown, shape?: Shape): unknown {
		if (typeof value === 'string') return this.#text(value, shape);
		if (typeof value === 'number') return this.#number(value);
		if (Array.isArray(value)) {
			const inner = partOf(shape, 'list')?.of;
			return value.map((each) => this.of(each, inner));
		}
		if (typeof value !== 'object' || value === null) return value;
		const known = { ...partOf(shape, 'object')?.optional, ...partOf(shape, 'object')?.keys };
		const each = partOf(shape, 'map')?.of;
		return Object.fromEntries(
			Object.entries(value).map(([key, inner]) => [
				key in known || /^[A-Za-z_]{1,30}$/.test(key) ? key : this.#text(key),
				this.of(inner, known[key] ?? each),
			]),
		);
	}

	/** A segment of a path: the made-up value if an answer contained it, otherwise itself. */
	ofSegment(segment: string): string {
		const number = /^\d+$/.test(segment) ? this.#numbers.get(Number(segment)) : undefined;
		return this.#texts.get(segment) ?? String(number ?? segment);
	}

	/** A parameter of a query. Numbers in it are the node's own, such as the size of a page. */
	ofParameter(value: string): string {
		return this.#texts.get(value) ?? value;
	}

	#text(text: string, shape?: Shape): string {
		const words = partOf(shape, 'words');
		if (text === '' || (words !== undefined && /^[A-Za-z_.]{1,30}$/.test(text))) return text;
		if (isoTime.test(text)) return madeUpTime(text);
		const known = this.#texts.get(text);
		if (known !== undefined) return known;
		if (/^\d{1,15}$/.test(text)) return String(this.#number(Number(text)));
		const madeUp = this.#madeUpText(text, this.#texts.size + 1);
		this.#texts.set(text, madeUp);
		return madeUp;
	}

	#madeUpText(text: string, number: number): string {
		if (uuid.test(text)) return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
		if (!URL.canParse(text)) return `text${number}`;
		const parameters = [...new URL(text).searchParams].map(([name, value]) => {
			return [name, this.#text(value)];
		});
		return `https://service.example/${number}?${new URLSearchParams(parameters)}`;
	}

	#number(number: number): number {
		const known = this.#numbers.get(number) ?? this.#numbers.size + 1;
		this.#numbers.set(number, known);
		return known;
	}
}

/** The same form, on the first day of 2001. */
function madeUpTime(text: string): string {
	const day = text.replace(/^\d{4}-\d\d-\d\d/, '2001-01-01');
	const [date = '', ...rest] = day.split(/(?=[T ])/);
	const zone = /(Z|[+-]\d\d:?\d\d)$/.exec(rest.join(''))?.[0] ?? '';
	const clock = rest.join('').slice(0, rest.join('').length - zone.length);
	return date.slice(0, 10) + clock.replaceAll(/\d/g, '0') + zone;
}

function partOf<Kind extends Shape['kind']>(
	shape: Shape | undefined,
	kind: Kind,
): Extract<Shape, { kind: Kind }> | undefined {
	const alternatives = shape?.kind === 'either' ? shape.shapes : [shape];
	return alternatives.find((each): each is Extract<Shape, { kind: Kind }> => each?.kind === kind);
}
