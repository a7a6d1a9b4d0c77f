import { ParseError } from './parse-error.mts';

/** What Python raises for a text that is nested too deeply. It is no ValueError. */
export class RecursionError extends Error {}

/** Python's default limit. The true one depends on its version: 100,000 was observed to be too deep. */
const maxDepth = 1000;

const spaces = new Set([' ', '\t', '\n', '\r']);
const number = /(-?(?:0|[1-9]\d*))(\.\d+)?([eE][-+]?\d+)?/y;
const literals: ReadonlyMap<string, boolean | null> = new Map([
	['null', null],
	['true', true],
	['false', false],
]);
const nonFinite = ['NaN', 'Infinity', '-Infinity'];
const escapes = '"\\/bfnrt';

/** Reads JSON as Python's decoder does. It goes through the text from its start to its end. */
class Parser {
	readonly #text: string;
	#at = 0;
	#depth = 0;

	constructor(text: string) {
		this.#text = text;
	}

	parse(): unknown {
		if (this.#text.startsWith('\uFEFF')) {
			throw this.#error('Unexpected UTF-8 BOM (decode using utf-8-sig)', 0);
		}
		this.#skipSpaces();
		const value = this.#value();
		this.#skipSpaces();
		if (this.#at !== this.#text.length) throw this.#error('Extra data');
		return value;
	}

	/** Lines, columns and positions count code points. */
	#error(message: string, at = this.#at): ParseError {
		const before = [...this.#text.slice(0, at)];
		const line = before.filter((char) => char === '\n').length + 1;
		const column = before.length - before.lastIndexOf('\n');
		return new ParseError(`${message}: line ${line} column ${column} (char ${before.length})`);
	}

	#skipSpaces(): void {
		while (spaces.has(this.#text[this.#at] ?? '')) this.#at++;
	}

	/** Reads this character, if it comes next. */
	#take(char: string): boolean {
		const isNext = this.#text[this.#at] === char;
		if (isNext) this.#at++;
		return isNext;
	}

	#value(): unknown {
		if (this.#take('"')) return this.#string();
		if (this.#take('{')) return this.#nested(() => this.#object());
		if (this.#take('[')) return this.#nested(() => this.#array());
		for (const [literal, value] of literals) {
			if (!this.#text.startsWith(literal, this.#at)) continue;
			this.#at += literal.length;
			return value;
		}
		const unsupported = nonFinite.find((each) => this.#text.startsWith(each, this.#at));
		if (unsupported !== undefined) {
			throw new ParseError(`Out of range float values are not JSON compliant: '${unsupported}'`);
		}
		return this.#number();
	}

	#number(): number | bigint {
		number.lastIndex = this.#at;
		const [text, whole = '', fraction, exponent] = number.exec(this.#text) ?? [];
		if (text === undefined) throw this.#error('Expecting value');
		this.#at += text.length;
		return fraction === undefined && exponent === undefined ? BigInt(whole) : Number(text);
	}

	#nested<T>(read: () => T): T {
		if (++this.#depth > maxDepth) throw new RecursionError();
		const value = read();
		this.#depth--;
		return value;
	}

	#object(): Record<string, unknown> {
		const entries: Array<[string, unknown]> = [];
		this.#skipSpaces();
		if (this.#take('}')) return {};
		do {
			this.#skipSpaces();
			if (!this.#take('"')) throw this.#error('Expecting property name enclosed in double quotes');
			const key = this.#string();
			this.#skipSpaces();
			if (!this.#take(':')) throw this.#error("Expecting ':' delimiter");
			this.#skipSpaces();
			entries.push([key, this.#value()]);
			this.#skipSpaces();
		} while (this.#take(','));
		if (!this.#take('}')) throw this.#error("Expecting ',' delimiter");
		return Object.fromEntries(entries);
	}

	#array(): unknown[] {
		const values: unknown[] = [];
		this.#skipSpaces();
		if (this.#take(']')) return values;
		do {
			this.#skipSpaces();
			values.push(this.#value());
			this.#skipSpaces();
		} while (this.#take(','));
		if (!this.#take(']')) throw this.#error("Expecting ',' delimiter");
		return values;
	}

	/** Reads on after the opening quotation mark. */
	#string(): string {
		const text = this.#text;
		const start = this.#at - 1;
		for (let at = this.#at; at < text.length; at++) {
			const char = text[at] ?? '';
			if (char === '"') {
				this.#at = at + 1;
				const value: unknown = JSON.parse(text.slice(start, this.#at));
				return String(value);
			}
			if (char < ' ') throw this.#error('Invalid control character at', at);
			if (char !== '\\') continue;
			at++;
			if (text[at] === 'u') {
				// Python wants a character after the digits, too.
				if (!/^[0-9a-fA-F]{4}./s.test(text.slice(at + 1, at + 6))) {
					throw this.#error('Invalid \\uXXXX escape', at);
				}
				at += 4;
			} else if (at < text.length && !escapes.includes(text[at] ?? '')) {
				throw this.#error('Invalid \\escape', at - 1);
			}
		}
		throw this.#error('Unterminated string starting at', start);
	}
}

/**
 * Parses JSON as Python does: an integer of any size becomes a bigint, any other number a number, so that 7 and 7.0
 * differ.
 *
 * @throws ParseError with Python's message, for example "Expecting value: line 1 column 9 (char 8)"
 * @throws RecursionError if it is nested too deeply
 */
export function parsePythonJson(text: string): unknown {
	return new Parser(text).parse();
}
