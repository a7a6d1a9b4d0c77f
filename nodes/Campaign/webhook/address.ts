import { InvalidInput } from '../providers/contract/invalidInput';
import type { Provider } from '../providers/contract/provider';
import type { Registration } from '../providers/contract/webhooks';
import { parseUrl } from '../transport/url';

/**
 * Refuses an address that the service cannot call, before anything is registered.
 *
 * @param address the address that n8n gives the webhook
 * @param serviceAddress where the service is
 * @throws InvalidInput when it is on this machine, or not encrypted; not for a service in a private network
 */
export function requireReachable(
	address: string,
	{ displayName }: Provider,
	{ mayBePrivate = false }: Registration,
	serviceAddress: string,
): void {
	const url = parseUrl(address);
	const service = parseUrl(serviceAddress);
	const isPlain = url?.protocol === 'http:';
	const isEncrypted = url?.protocol === 'https:';
	const isServicePrivate = service !== undefined && isPrivateHost(service.hostname);
	if (mayBePrivate && isServicePrivate && (isPlain || isEncrypted)) return;
	if (isEncrypted && !isLoopback(url.hostname)) return;
	const fault =
		url !== undefined && isLoopback(url.hostname)
			? 'leads to this machine'
			: 'does not begin with https://';
	throw new InvalidInput(
		`${displayName} cannot call the webhook address ${address}: it ${fault}`,
		'Set the environment variable N8N_WEBHOOK_URL to the https:// address at which n8n is reached from the internet, restart n8n, and publish the workflow again. Nothing was registered.',
	);
}

/** Whether a host name always leads to the machine itself. */
function isLoopback(hostname: string): boolean {
	const host = plainHost(hostname);
	return (
		host === 'localhost' ||
		host.endsWith('.localhost') ||
		/^(127\.|0\.)/.test(host) ||
		['::', '::1'].includes(host) ||
		/^::ffff:(7f|0:)/.test(host)
	);
}

/** Whether a host name leads to the machine itself or into a private network. */
function isPrivateHost(hostname: string): boolean {
	const host = plainHost(hostname);
	return (
		isLoopback(hostname) ||
		/^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host) ||
		/^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./.test(host) ||
		/^(f[cd]|fe[89ab])[0-9a-f]*:/.test(host) ||
		/\.(local|internal|lan|home\.arpa)$/.test(host) ||
		// A single name, such as that of a container.
		/^[^.:]+$/.test(host)
	);
}

/** Without the brackets of an IPv6 address and the dot at the end of a full name. */
function plainHost(hostname: string): string {
	return hostname
		.toLowerCase()
		.replace(/^\[|\]$/g, '')
		.replace(/\.$/, '');
}
