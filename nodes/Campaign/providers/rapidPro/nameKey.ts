import { trim } from './space';

/**
 * The form in which the server compares names, as observed on its own database: without outer spaces, and in upper case
 * letter by letter. A letter without a single capital, such as ß, stays as it is. A server with another collation may
 * compare rare letters in another way.
 */
export function nameKey(name: string): string {
	return Array.from(trim(name), (letter) => {
		const capital = letter.toUpperCase();
		return [...capital].length === 1 ? capital : letter;
	}).join('');
}
