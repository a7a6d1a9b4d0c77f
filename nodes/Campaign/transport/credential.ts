import { hash } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { InvalidInput } from '../providers/contract/invalidInput';
import type { Provider } from '../providers/contract/provider';
import type { Account, Service } from '../providers/contract/service';
import { findProvider, providers } from '../providers/registry';
import { parseUrl } from './url';

/** A credential, read and checked: which provider, with which key, at which address. */
export interface ResolvedCredential extends Account {
	readonly provider: Provider;
	readonly key: string;
	/** The secrets with which the service signs what it pushes, with spaces between them, if users paste them; otherwise empty. */
	readonly webhookSecret: string;
	/** The data it was read from. Requests are signed with it: an expression may give every item another key. */
	readonly data: ICredentialDataDecryptedObject;
	/** The address with the API's own path, without a slash at the end. */
	readonly apiUrl: string;
}

/**
 * Reads the Campaign API credential.
 *
 * @param data the decrypted credential
 * @throws InvalidInput when a field is empty or cannot be used; the message never contains the key
 */
export function resolveCredential(data: ICredentialDataDecryptedObject): ResolvedCredential {
	const provider = findProvider(data.provider);
	if (provider === undefined) {
		throw new InvalidInput(
			`The credential has an unknown provider: '${String(data.provider)}'`,
			`Open the credential and choose one of: ${providers.map(({ displayName }) => displayName).join(', ')}.`,
		);
	}
	const key = text(data.apiKey);
	if (key === '') {
		throw new InvalidInput(
			"The credential's 'API Key or Token' is empty",
			`Open the credential and enter the key. ${provider.displayName} shows it under ${provider.service.keyLocation}.`,
		);
	}
	const baseUrl = text(data.baseUrl);
	const address =
		baseUrl === ''
			? provider.service.address.replace('{dataCenter}', () => dataCenter(data, provider))
			: customAddress(baseUrl, provider.service);
	const webhookSecret = text(data.webhookSecret);
	return {
		provider,
		key,
		webhookSecret,
		data,
		address,
		apiUrl: address + provider.service.apiPath,
	};
}

/**
 * Checks that the node and the credential are set to the same provider: a key must never reach another service.
 *
 * @param nodeProvider the node's Provider
 * @param credentialName the credential's name, where it is known
 * @throws InvalidInput when they differ
 */
export function requireSameProvider(
	nodeProvider: Provider | undefined,
	{ provider }: ResolvedCredential,
	credentialName?: string,
): void {
	if (nodeProvider?.id === provider.id) return;
	const name = nodeProvider?.displayName ?? 'another provider';
	throw new InvalidInput(
		`The node is set to ${name}, but the credential${credentialName === undefined ? '' : ` '${credentialName}'`} is for ${provider.displayName}`,
		`Choose a credential for ${name}, or change 'Provider'. Nothing was sent.`,
	);
}

/** Identifies an account: a hash, so that no key stays in memory with it. */
export function accountId({ apiUrl, key }: ResolvedCredential): string {
	return hash('sha256', `${apiUrl} ${key}`, 'base64url');
}

function text(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}

function dataCenter(data: ICredentialDataDecryptedObject, provider: Provider): string {
	const name = text(data.dataCenter);
	if (/^[a-z0-9-]+$/i.test(name)) return name;
	throw new InvalidInput(
		name === ''
			? "The credential's 'Data Center' is empty"
			: `The credential's 'Data Center' cannot be '${name}'`,
		`Take it from the address where you log in to ${provider.displayName}: for ${provider.service.address.replace('{dataCenter}', 'us-1')} it is us-1.`,
	);
}

/** A Base URL that the user set. A slash at the end and the API's own path are accepted. */
function customAddress(baseUrl: string, service: Service): string {
	const url = parseUrl(baseUrl);
	if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.host === '') {
		throw new InvalidInput(
			"The credential's 'Base URL' is not a valid address",
			'Start it with https:// (or http:// on your own network), for example https://rapidpro.example.org.',
		);
	}
	if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
		throw new InvalidInput(
			"The credential's 'Base URL' contains more than an address",
			'Remove any user name, password, question mark and # from it.',
		);
	}
	const path = url.pathname.replace(/\/+$/, '');
	return (
		url.origin + (path.endsWith(service.apiPath) ? path.slice(0, -service.apiPath.length) : path)
	);
}
