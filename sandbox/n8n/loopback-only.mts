/**
 * Preloaded into the sandbox's n8n (`node --import`): refuses every connection and every name look-up that leaves this
 * machine, and writes down what was tried, one line each, in the file that OUTSIDE_LOG names.
 *
 * n8n's settings already switch off what calls home; this makes it certain, and lets a test read that nothing tried.
 */
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { isIP, Socket } from 'node:net';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.|0\.0\.0\.0$|::$)/;

function isInside(host: string): boolean {
	return isIP(host) === 0 ? /^(.+\.)?localhost$/i.test(host) : LOOPBACK.test(host);
}

function refusal(host: string): Error {
	const file = process.env.OUTSIDE_LOG;
	if (file !== undefined) appendFileSync(file, `${host}\n`);
	const error = new Error(`The sandbox's n8n connects to this machine only, not to ${host}.`);
	return Object.assign(error, { code: 'ECONNREFUSED', syscall: 'connect', address: host });
}

/** The host a net.Socket.connect call names, from any of its argument forms; undefined for a local pipe. */
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
	if (host === undefined || isInside(host)) return Reflect.apply(connect, this, args);
	const error = refusal(host);
	process.nextTick(() => this.destroy(error));
	return this;
};

const lookup = dns.lookup;
function guardedLookup(host: string, ...rest: unknown[]): unknown {
	if (isInside(host)) return Reflect.apply(lookup, dns, [host, ...rest]);
	const callback = rest.at(-1);
	const error = refusal(host);
	if (typeof callback === 'function') process.nextTick(callback, error);
	return {};
}
// The promise forms hang off the original as properties.
Object.defineProperty(dns, 'lookup', { value: Object.assign(guardedLookup, lookup) });
