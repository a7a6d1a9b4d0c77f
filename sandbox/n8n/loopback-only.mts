/**
 * Preloaded into the sandbox's n8n (`node --import`): blocks every connection and DNS lookup to another machine, and
 * appends the host to the file named by BLOCKED_HOSTS_LOG, one per line.
 *
 * The settings in settings.mts already turn off n8n's own calls to the internet. This makes sure of it.
 */
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { isIP, Socket } from 'node:net';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.|0\.0\.0\.0$|::$)/;

function isLoopback(host: string): boolean {
	return isIP(host) === 0 ? /^(.+\.)?localhost$/i.test(host) : LOOPBACK.test(host);
}

function blockedError(host: string): Error {
	const file = process.env.BLOCKED_HOSTS_LOG;
	if (file !== undefined) appendFileSync(file, `${host}\n`);
	const error = new Error(`The sandbox's n8n may only connect to this machine, not to ${host}.`);
	return Object.assign(error, { code: 'ECONNREFUSED', syscall: 'connect', address: host });
}

/** The host in any form of the arguments of net.Socket.connect; undefined for a local pipe. */
function hostOf(first: unknown, second: unknown): string | undefined {
	if (Array.isArray(first)) return hostOf(first[0], first[1]);
	if (typeof first === 'number' || typeof first === 'string') {
		return typeof second === 'string' ? second : undefined;
	}
	if (typeof first !== 'object' || first === null) return undefined;
	if ('path' in first && typeof first.path === 'string') return undefined;
	return 'host' in first && typeof first.host === 'string' ? first.host : undefined;
}

const connect = Socket.prototype.connect;
Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
	const host = hostOf(args[0], args[1]);
	if (host === undefined || isLoopback(host)) return Reflect.apply(connect, this, args);
	const error = blockedError(host);
	process.nextTick(() => this.destroy(error));
	return this;
};

const lookup = dns.lookup;
function guardedLookup(host: string, ...rest: unknown[]): unknown {
	if (isLoopback(host)) return Reflect.apply(lookup, dns, [host, ...rest]);
	const callback = rest.at(-1);
	const error = blockedError(host);
	if (typeof callback === 'function') process.nextTick(callback, error);
	return {};
}
// Keep the properties of the original, such as its promise variant.
Object.defineProperty(dns, 'lookup', { value: Object.assign(guardedLookup, lookup) });
