import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far the time of a signature may be from now, in seconds, in either direction. */
const toleranceS = 300;

/** No service sends a longer header or more signatures, even while it changes its secret. */
const maxHeaderLength = 4_096;
const maxSignatures = 16;

/** `t=<unix s>,v1=<hex>`, with spaces around the commas and several v1. */
interface SignatureHeader {
	/** As it was sent: it is part of what is signed. */
	readonly time: string;
	readonly signatures: readonly Buffer[];
}

/**
 * Verifies the signature of a delivery: HMAC-SHA256 of `<time>.<body>`. It takes equally long whatever is wrong, so that
 * nobody can find out by trying what is right.
 *
 * @param header the value of the signature's header
 * @param body the bytes of the body, as they arrived
 * @param secret the shared secret
 * @param now in ms since 1970
 * @returns whether one of the signatures is right, and recent
 */
export function isSignedWith(
	secret: string,
	header: string | undefined,
	body: Buffer,
	now: number,
): boolean {
	const { time, signatures } = parseHeader(header ?? '') ?? {
		time: '0',
		signatures: [noSignature],
	};
	const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest();
	const isRight = signatures.filter((given) => timingSafeEqual(given, expected)).length > 0;
	const isRecent = Math.abs(now / 1000 - Number(time)) <= toleranceS;
	return isRight && isRecent;
}

/** Stands in for a missing signature. */
const noSignature = Buffer.alloc(32);

function parseHeader(header: string): SignatureHeader | undefined {
	if (header.length > maxHeaderLength) return undefined;
	const parts = header.split(',').map((part) => /^\s*(\w+)=(\w+)\s*$/.exec(part));
	const valuesOf = (key: string) =>
		parts.flatMap((part) => (part?.[1] === key ? [part[2] ?? ''] : []));
	const [time, ...otherTimes] = valuesOf('t');
	const signatures = valuesOf('v1').filter((hex) => /^[0-9a-f]{64}$/i.test(hex));
	if (time === undefined || otherTimes.length > 0 || !/^\d{1,12}$/.test(time)) return undefined;
	if (signatures.length === 0 || signatures.length > maxSignatures) return undefined;
	return { time, signatures: signatures.map((hex) => Buffer.from(hex, 'hex')) };
}
