import { generateKeyPairSync, sign } from 'node:crypto';

const der = (tag: number, ...parts: Buffer[]): Buffer => {
	const body = Buffer.concat(parts);
	const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
	return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const time = (text: string) => der(0x17, Buffer.from(text));

/**
 * Makes a self-signed certificate for 127.0.0.1 and its key.
 *
 * @returns both as PEM
 */
export function selfSigned(): { cert: string; key: string } {
	const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
	const name = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from('Loopback')))));
	const address = der(0x87, Buffer.from([127, 0, 0, 1]));
	const extension = (id: string, value: Buffer) => sequence(oid(id), der(0x04, sequence(value)));
	const unsigned = sequence(
		der(0xa0, der(0x02, Buffer.from([2]))),
		der(0x02, Buffer.from([1])),
		ecdsaWithSha256,
		name,
		sequence(time('200101000000Z'), time('491231235959Z')),
		name,
		publicKey.export({ type: 'spki', format: 'der' }),
		der(
			0xa3,
			sequence(extension('551d11', address), extension('551d13', der(0x01, Buffer.from([255])))),
		),
	);
	const signature = der(0x03, Buffer.from([0]), sign('sha256', unsigned, privateKey));
	const base64 = sequence(unsigned, ecdsaWithSha256, signature).toString('base64');
	return {
		cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
		key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
	};
}
