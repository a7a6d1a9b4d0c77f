/** Why Python's `json` module refuses a text, in its own words. */
class Fault extends Error {}

const spaces = new Set([' ', '\t', '\n', '\r']);
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const words = ['null', 'true', 'false'];
const notFinite = ['NaN', 'Infinity', '-Infinity'];
const escapes = '"\\/bfnrt';

/** Reads as far as Python's decoder would, and stops with its message where that would. */
class Scanner {
	readonly #text: string;

	constructor(text: string) {
		this.#text = text;
	}

	whole(): void {
		const end = this.#skip(this.#value(this.#skip(0)));
		if (end !== this.#text.length) throw this.#fault('Extra data', end);
	}

	#fault(message: string, at: number): Fault {
		const before = this.#text.slice(0, at);
		const line = before.split('\n').length;
		const column = at - before.lastIndexOf('\n');
		return new Fault(`${message}: line ${line} column ${column} (char ${at})`);
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
		const word = words.find((each) => text.startsWith(each, at));
		if (word !== undefined) return at + word.length;
		const odd = notFinite.find((each) => text.startsWith(each, at));
		if (odd !== undefined) {
			throw new Fault(`Out of range float values are not JSON compliant: '${odd}'`);
		}
		number.lastIndex = at;
		const digits = number.exec(text);
		if (!digits) throw this.#fault('Expecting value', at);
		return at + digits[0].length;
	}

	#object(start: number): number {
		const text = this.#text;
		let at = this.#skip(start);
		if (text[at] === '}') return at + 1;
		for (;;) {
			if (text[at] !== '"') {
				throw this.#fault('Expecting property name enclosed in double quotes', at);
			}
			at = this.#skip(this.#string(at));
			if (text[at] !== ':') throw this.#fault("Expecting ':' delimiter", at);
			at = this.#skip(this.#value(this.#skip(at + 1)));
			if (text[at] === '}') return at + 1;
			if (text[at] !== ',') throw this.#fault("Expecting ',' delimiter", at);
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
			if (text[at] !== ',') throw this.#fault("Expecting ',' delimiter", at);
			at = this.#skip(at + 1);
		}
	}

	#string(start: number): number {
		const text = this.#text;
		for (let at = start + 1; at < text.length; at++) {
			const sign = text[at] ?? '';
			if (sign === '"') return at + 1;
			if (sign < ' ') throw this.#fault('Invalid control character at', at);
			if (sign !== '\\') continue;
			at++;
			if (text[at] === 'u') {
				if (!/^[0-9a-fA-F]{4}/.test(text.slice(at + 1))) {
					throw this.#fault('Invalid \\uXXXX escape', at);
				}
				at += 4;
			} else if (at < text.length && !escapes.includes(text[at] ?? '')) {
				throw this.#fault('Invalid \\escape', at - 1);
			}
		}
		throw this.#fault('Unterminated string starting at', start);
	}
}

/**
 * @param text a body that is not JSON
 * @returns Python's message for it, for example "Expecting value: line 1 column 9 (char 8)"
 */
export function pythonJsonFault(text: string): string {
	try {
		new Scanner(text).whole();
	} catch (error) {
		if (error instanceof Fault) return error.message;
		throw error;
	}
	return 'Expecting value: line 1 column 1 (char 0)';
}
