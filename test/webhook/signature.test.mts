import { createHmac, randomBytes } from 'node:crypto';
import { isSignedWith } from './builtModules.mts';

const now = Date.UTC(2026, 10, 29, 12);
const seconds = Math.floor(now / 1000);
const secret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const body = Buffer.from('{"id":"1","event":"email.sent","text":"ä€😀\\u0000"}');

const hmac = (key: string, time: string | number, content: Buffer = body) =>
	createHmac('sha256', key).update(`${time}.`).update(content).digest('hex');
const right = hmac(secret, seconds);

const isValid = (header: string | undefined, content: Buffer = body, key = secret) =>
	isSignedWith(key, header, content, now);

describe('a valid signature', () => {
	it.each([
		// The form of Inbox, and that of Falconyte, whose comma a space may follow.
		['without a space', `t=${seconds},v1=${right}`],
		['with a space', `t=${seconds}, v1=${right}`],
		['with spaces everywhere', ` t=${seconds} ,  v1=${right} `],
		['in another order', `v1=${right},t=${seconds}`],
		['in capitals', `t=${seconds},v1=${right.toUpperCase()}`],
		['as the second of several', `t=${seconds},v1=${'0'.repeat(64)},v1=${right}`],
		['as the first of several', `t=${seconds}, v1=${right}, v1=${'f'.repeat(64)}`],
		['next to another version', `t=${seconds},v0=abc,v1=${right},v2=def`],
		['next to one that is cut off', `t=${seconds},v1=${right.slice(0, 40)},v1=${right}`],
		['299 s old', `t=${seconds - 299},v1=${hmac(secret, seconds - 299)}`],
		['299 s ahead', `t=${seconds + 299},v1=${hmac(secret, seconds + 299)}`],
	])('is accepted %s', (_name, header) => {
		expect(isValid(header)).toBe(true);
	});

	it.each([
		['an empty one', Buffer.alloc(0)],
		['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28])],
		['one of 4 MiB', randomBytes(4 * 1024 * 1024)],
	])('is accepted for %s body', (_name, content) => {
		const header = `t=${seconds},v1=${hmac(secret, seconds, content)}`;
		expect(isValid(header, content)).toBe(true);
	});
});

/** Flips one bit of the signature. */
function flipped(bit: number): string {
	const bytes = Buffer.from(right, 'hex');
	bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
	return bytes.toString('hex');
}

/** The kinds of invalid tags of Wycheproof's HMAC vectors, as headers. */
const wycheproof: Array<[string, string]> = [
	...Array.from({ length: 256 }, (_, bit): [string, string] => [
		`bit ${bit} flipped`,
		flipped(bit),
	]),
	[
		'all bits flipped',
		Buffer.from(Buffer.from(right, 'hex').map((byte) => byte ^ 255)).toString('hex'),
	],
	['all zero', '0'.repeat(64)],
	['all one', 'f'.repeat(64)],
	[
		'most significant bits flipped',
		Buffer.from(Buffer.from(right, 'hex').map((byte) => byte ^ 128)).toString('hex'),
	],
	[
		'least significant bits flipped',
		Buffer.from(Buffer.from(right, 'hex').map((byte) => byte ^ 1)).toString('hex'),
	],
	...[0, 1, 2, 16, 31, 32, 62, 63].map((length): [string, string] => [
		`cut off after ${length} digits`,
		right.slice(0, length),
	]),
	['too long by a digit', `${right}0`],
	['too long by a byte', `${right}00`],
	['doubled', right + right],
	['rotated', right.slice(2) + right.slice(0, 2)],
	['reversed', [...right].reverse().join('')],
	['with a digit that is none', `g${right.slice(1)}`],
	['with 0x', `0x${right.slice(2)}`],
	['in base64', Buffer.from(right, 'hex').toString('base64')],
	['of SHA-1', createHmac('sha1', secret).update(`${seconds}.`).update(body).digest('hex')],
	[
		'of SHA-512, cut off',
		createHmac('sha512', secret).update(`${seconds}.`).update(body).digest('hex').slice(0, 64),
	],
	['of the body alone', createHmac('sha256', secret).update(body).digest('hex')],
	[
		'of the body before the time',
		createHmac('sha256', secret).update(body).update(`.${seconds}`).digest('hex'),
	],
	['with an empty key', hmac('', seconds)],
	['with the key without its prefix', hmac(secret.replace('whsec_', ''), seconds)],
	['with a key that is longer', hmac(`${secret}x`, seconds)],
	['of another time', hmac(secret, seconds + 1)],
	['of another body', hmac(secret, seconds, Buffer.from(`${body.toString()} `))],
	['of an empty body', hmac(secret, seconds, Buffer.alloc(0))],
];

/** The kinds of invalid messages of the Standard Webhooks test suites, as headers. */
const headers: Array<[string, string | undefined]> = [
	['no header', undefined],
	['an empty header', ''],
	['a bare signature', right],
	['no time', `v1=${right}`],
	['no signature', `t=${seconds}`],
	['an empty signature', `t=${seconds},v1=`],
	['only another version', `t=${seconds},v2=${right}`],
	['another version in capitals', `t=${seconds},V1=${right}`],
	['two times', `t=${seconds},t=${seconds},v1=${right}`],
	['a time that is no number', `t=hello,v1=${hmac(secret, 'hello')}`],
	['a time with a fraction', `t=${seconds}.5,v1=${hmac(secret, `${seconds}.5`)}`],
	['a negative time', `t=-${seconds},v1=${hmac(secret, -seconds)}`],
	['a hexadecimal time', `t=0x6,v1=${hmac(secret, '0x6')}`],
	['a time with an exponent', `t=1e9,v1=${hmac(secret, '1e9')}`],
	['a time in milliseconds', `t=${now},v1=${hmac(secret, now)}`],
	['an infinite time', `t=Infinity,v1=${hmac(secret, 'Infinity')}`],
	['a time of zero', `t=0,v1=${hmac(secret, 0)}`],
	['an old time', `t=${seconds - 301},v1=${hmac(secret, seconds - 301)}`],
	['yesterday', `t=${seconds - 86_400},v1=${hmac(secret, seconds - 86_400)}`],
	['a time ahead', `t=${seconds + 301},v1=${hmac(secret, seconds + 301)}`],
	['another separator', `t=${seconds};v1=${right}`],
	['too many signatures', `t=${seconds},${`v1=${'0'.repeat(64)},`.repeat(16)}v1=${right}`],
	['a header that is too long', `t=${seconds},v1=${right},${'x'.repeat(5_000)}=1`],
];

describe('an invalid signature is refused', () => {
	const forms = { Falconyte: ', ', Inbox: ',' };
	it.each(Object.entries(forms))('in the form of %s, in every way', (_service, separator) => {
		const accepted = wycheproof
			.filter(([, tag]) => isValid(`t=${seconds}${separator}v1=${tag}`))
			.map(([name]) => name);
		expect(accepted).toEqual([]);
		const others = headers
			.filter(([, header]) => isValid(header?.replaceAll(',', separator)))
			.map(([name]) => name);
		expect(others).toEqual([]);
		console.log(`${wycheproof.length + headers.length} invalid signatures refused`);
	});

	it('with another secret, or another body', () => {
		const header = `t=${seconds},v1=${right}`;
		expect(isValid(header)).toBe(true);
		expect(isValid(header, body, `${secret}x`)).toBe(false);
		for (let index = 0; index < body.length; index++) {
			const changed = Buffer.from(body);
			changed[index] = (changed[index] ?? 0) ^ 1;
			expect(isValid(header, changed)).toBe(false);
		}
	});
});
