/** An error of Python's `json` module, with its message. */
class PythonJsonError extends Error {}

const spaces = new Set([' ', '\t', '\n', '\r']);
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const literals = ['null', 'true', 'false'];
const nonFinite = ['NaN', 'Infinity', '-Infinity'];
const escapes = '"\\/bfnrt';

/** Parses JSON like Python's decoder and throws the same error at the same place. */
class Scanner {
	readonly #text: string;

	constructor(text: string) {
		this.#text = text;
	}

	/** @throws PythonJsonError if the text is not JSON */
	scan(): void {
		const end = this.#skip(this.#value(this.#skip(0)));
		if (end !== this.#text.length) throw this.#error('Extra data', end);
	}

	#error(message: string, at: number): PythonJsonError {
		const before = this.#text.slice(0, at);
		const line = before.split('\n').length;
		const column = at - before.lastIndexOf('\n');
		return new PythonJsonError(`${message}: line ${line} column ${column} (char ${at})`);
	}

	#skip(at: number): number {
		while (spaces.has(this.#text[at] ?? '')) at++;
		return at;
	}

	#value(at: number): number {
		const text = this.#text;
		if (text[at] === '"') return this.#string(at);
		if (text[at] === '{') return this.#object(at + 1);
		if (text[at] === '[') return this.#array(at + 1);
		const literal = literals.find((each) => text.startsWith(each, at));
		if (literal !== undefined) return at + literal.length;
		const unsupported = nonFinite.find((each) => text.startsWith(each, at));
		if (unsupported !== undefined) {
			throw new PythonJsonError(
				`Out of range float values are not JSON compliant: '${unsupported}'`,
			);
		}
		number.lastIndex = at;
		const digits = number.exec(text);
		if (!digits) throw this.#error('Expecting value', at);
		return at + digits[0].length;
	}

	#object(start: number): number {
		const text = this.#text;
		let at = this.#skip(start);
		if (text[at] === '}') return at + 1;
		for (;;) {
			if (text[at] !== '"') {
				throw this.#error('Expecting property name enclosed in double quotes', at);
			}
			at = this.#skip(this.#string(at));
			if (text[at] !== ':') throw this.#error("Expecting ':' delimiter", at);
			at = this.#skip(this.#value(this.#skip(at + 1)));
			if (text[at] === '}') return at + 1;
			if (text[at] !== ',') throw this.#error("Expecting ',' delimiter", at);
			at = this.#skip(at + 1);
		}
	}

	#array(start: number): number {
		const text = this.#text;
		let at = this.#skip(start);
		if (text[at] === ']') return at + 1;
		for (;;) {
			at = this.#skip(this.#value(at));
			if (text[at] === ']') return at + 1;
			if (text[at] !== ',') throw this.#error("Expecting ',' delimiter", at);
			at = this.#skip(at + 1);
		}
	}

	#string(start: number): number {
		const text = this.#text;
		for (let at = start + 1; at < text.length; at++) {
			const char = text[at] ?? '';
			if (char === '"') return at + 1;
			if (char < ' ') throw this.#error('Invalid control character at', at);
			if (char !== '\\') continue;
			at++;
			if (text[at] === 'u') {
				if (!/^[0-9a-fA-F]{4}/.test(text.slice(at + 1))) {
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
 * @param text a text that is not JSON
 * @returns Python's error message for it, for example "Expecting value: line 1 column 9 (char 8)"
 */
export function pythonJsonError(text: string): string {
	try {
		new Scanner(text).scan();
	} catch (error) {
		if (error instanceof PythonJsonError) return error.message;
		throw error;
	}
	return 'Expecting value: line 1 column 1 (char 0)';
}
