import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { findProvider, providers } from '../providers/registry';
import type { Account, Provider, Service } from '../providers/contract/provider';
import { InvalidInput } from '../providers/contract/provider';

/** A credential, read and checked: which service, with which key, where. */
export interface ResolvedCredential extends Account {
	readonly provider: Provider;
	readonly key: string;
	/** The data that it was read from, to sign requests with: an expression in it may give another key for each item. */
	readonly credential: ICredentialDataDecryptedObject;
	/** Address and the API's own path, without a slash at the end. */
	readonly apiUrl: string;
}

/**
 * Reads the Campaign API credential.
 *
 * @param credential the decrypted data of the credential
 * @throws InvalidInput when a field is empty or can't be used; the message never holds the key
 */
export function resolveCredential(credential: ICredentialDataDecryptedObject): ResolvedCredential {
	const provider = findProvider(credential.provider);
	if (provider === undefined) {
		throw new InvalidInput(
			`The credential's provider '${String(credential.provider)}' is not known`,
			`Open the credential and choose one of: ${providers.map(({ displayName }) => displayName).join(', ')}.`,
		);
	}
	const key = text(credential.apiKey);
	if (key === '') {
		throw new InvalidInput(
			"'API Key or Token' of the credential is empty",
			`Open the credential and enter the key. ${provider.displayName}: ${provider.service.keyLocation}.`,
		);
	}
	const baseUrl = text(credential.baseUrl);
	const address =
		baseUrl === ''
			? provider.service.address.replace('{dataCenter}', () => dataCenter(credential, provider))
			: ownAddress(baseUrl, provider.service);
	return {
		provider,
		key,
		credential,
		address,
		apiUrl: address + provider.service.apiPath,
	};
}

/** Tells accounts apart within a process. Holds the key: never shown, never stored. */
export function accountId({ apiUrl, key }: ResolvedCredential): string {
	return `${apiUrl} ${key}`;
}

function text(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}

function dataCenter(credential: ICredentialDataDecryptedObject, provider: Provider): string {
	const name = text(credential.dataCenter);
	if (/^[a-z0-9-]+$/i.test(name)) return name;
	throw new InvalidInput(
		name === '' ? "'Data Center' of the credential is empty" : `'Data Center' can't be '${name}'`,
		`Take it from the address where you log in to ${provider.displayName}: ${provider.service.address.replace('{dataCenter}', 'us-1')} means us-1.`,
	);
}

/** A base URL that the user set; a slash at the end and the API's own path are understood. */
function ownAddress(baseUrl: string, service: Service): string {
	const url = parseUrl(baseUrl);
	if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.host === '') {
		throw new InvalidInput(
			"The credential's 'Base URL' is not an address",
			'Start it with https:// (or http:// on your own network), for example https://rapidpro.example.org.',
		);
	}
	if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
		throw new InvalidInput(
			"The credential's 'Base URL' holds more than an address",
			'Leave out user names, question marks and what follows a #.',
		);
	}
	const path = url.pathname.replace(/\/+$/, '');
	return (
		url.origin + (path.endsWith(service.apiPath) ? path.slice(0, -service.apiPath.length) : path)
	);
}

/** An address read, relative to a base where there is one; undefined when it is none. */
export function parseUrl(value: string, base?: string): URL | undefined {
	try {
		return new URL(value, base);
	} catch {
		return undefined;
	}
}
