import { createHmac } from 'node:crypto';

/** @returns `t=<unix s>,v1=<hex>`: HMAC-SHA256 of "<t>.<body>" */
export function signature(secret: string, body: string, seconds: number, separator = ','): string {
	const hex = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
	return `t=${seconds}${separator}v1=${hex}`;
}
