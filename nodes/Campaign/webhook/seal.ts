import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

/**
 * Seals the secret of a hook with the API key. n8n keeps the sealed form in the workflow, which people export and share:
 * it is of no use without the key.
 */
export function seal(secret: string, key: string): string {
	const nonce = randomBytes(nonceLength);
	const cipher = createCipheriv(algorithm, sealingKey(key), nonce, { authTagLength: tagLength });
	const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
	return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/**
 * Opens a sealed secret.
 *
 * @returns undefined when it was sealed with another key, or is not a sealed secret
 */
export function unseal(sealed: string, key: string): string | undefined {
	const bytes = Buffer.from(sealed, 'base64url');
	const nonce = bytes.subarray(0, nonceLength);
	const tag = bytes.subarray(nonceLength, nonceLength + tagLength);
	if (tag.length < tagLength) return undefined;
	const decipher = createDecipheriv(algorithm, sealingKey(key), nonce, {
		authTagLength: tagLength,
	});
	decipher.setAuthTag(tag);
	try {
		const opened = decipher.update(bytes.subarray(nonceLength + tagLength));
		return Buffer.concat([opened, decipher.final()]).toString('utf8');
	} catch {
		return undefined;
	}
}

/** API keys are long and random, so a single hash makes a good key of them. */
function sealingKey(key: string): Buffer {
	return createHmac('sha256', key).update('campaign webhook secret').digest();
}
