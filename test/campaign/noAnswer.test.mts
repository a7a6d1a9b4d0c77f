import { once } from 'node:events';
import { createServer as createSecureServer } from 'node:https';
import { createRequire } from 'node:module';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type * as exchanges from '../../dist/modules/nodes/Campaign/transport/send.js';
import { selfSigned } from '../engine/certificate.mts';
import { runCampaign } from '../engine/engine.mts';
import { useSandbox } from '../engine/world.mts';

const world = useSandbox();

const own = selfSigned();
const opened: Server[] = [];
let arrived = 0;

const open = async (server: Server): Promise<number> => {
	opened.push(server.listen(0, '127.0.0.1'));
	await once(server, 'listening');
	return (server.address() as AddressInfo).port;
};

beforeEach(() => {
	arrived = 0;
});
afterEach(() => {
	for (const server of opened.splice(0)) server.close();
});

/** Creates at an address and says what the user is told. */
const createAt = async (port: number) => {
	const { error } = await runCampaign({
		credential: world.credential('smartlead', { baseUrl: `https://127.0.0.1:${port}` }),
		parameters: {
			provider: 'smartlead',
			operation: 'create',
			name: 'Over TLS',
			options: { maxWait: 0 },
		},
	});
	return { message: String(error?.message), description: String(error?.description) };
};

describe('a creation that never left', () => {
	it('because the certificate is not trusted says that nothing was sent', async () => {
		const server = createSecureServer(own, (_, response) => {
			arrived++;
			response.end('{}');
		});
		const { message, description } = await createAt(await open(server));
		expect(message).toContain('could not be reached securely');
		expect(description).toContain('Nothing was sent');
		expect(arrived).toBe(0);
	});

	it('because no TLS is spoken there says that nothing was sent', async () => {
		const port = await open(createServer((socket) => socket.end('220 mail.example ESMTP\r\n')));
		const { message, description } = await createAt(port);
		expect(message).toContain('could not be reached securely');
		expect(description).toContain('Nothing was sent');
	});
});

describe('a creation that arrived', () => {
	const before = getCACertificates('default');
	beforeAll(() => setDefaultCACertificates([...before, own.cert]));
	afterAll(() => setDefaultCACertificates(before));

	it.each<[string, 'TLSv1.2' | 'TLSv1.3', Buffer]>([
		['a gateway’s plain words', 'TLSv1.2', Buffer.from('HTTP/1.1 502 Bad Gateway\r\n\r\n')],
		['a gateway’s plain words', 'TLSv1.3', Buffer.from('HTTP/1.1 502 Bad Gateway\r\n\r\n')],
		['a damaged record', 'TLSv1.3', Buffer.from([0x17, 3, 3, 0, 40, ...Array(40).fill(7)])],
	])('is never called unsent: %s instead of an answer (%s)', async (_, maxVersion, bytes) => {
		let client: Socket | undefined;
		const service = createSecureServer({ ...own, maxVersion }, (request) => {
			arrived++;
			request.resume().on('end', () => client?.write(bytes));
		});
		const port = await open(service);
		const relay = createServer((socket) => {
			client = socket.on('error', () => {});
			const up = connect(port, '127.0.0.1').on('error', () => {});
			socket.pipe(up).pipe(socket);
		});
		const { message, description } = await createAt(await open(relay));
		expect(message).toContain("not known whether Smartlead created the campaign 'Over TLS'");
		expect(description).not.toContain('Nothing was sent');
		expect(arrived).toBeGreaterThan(0);
	});
});

describe('an error of the network', () => {
	const { sendOnce }: typeof exchanges = createRequire(import.meta.url)(
		'../../dist/modules/nodes/Campaign/transport/send',
	);

	/** What is made of an error as n8n gives it: its own, then the HTTP client's, then the one of Node. */
	const reasonOf = async (error: Error & { code: string }) => {
		const { code } = error;
		const client = Object.assign(new Error(error.message, { cause: error }), { code });
		const caller = {
			helpers: {
				httpRequestWithAuthentication: async () =>
					await Promise.reject(new Error('n8n', { cause: client })),
			},
		} as unknown as Parameters<typeof sendOnce>[0];
		const account = { key: 'k', apiUrl: 'http://x.example' } as Parameters<typeof sendOnce>[1];
		const request = { purpose: 'ask', method: 'GET', path: ['a'], idempotent: true } as const;
		const result = await sendOnce(caller, account, request, 1_000);
		return result.kind === 'noAnswer' ? result.reason : result.kind;
	};
	const failure = (code: string, syscall?: string) =>
		Object.assign(new Error(`${syscall} ${code}`), { code, ...(syscall && { syscall }) });

	it.each([
		['ECONNREFUSED', 'connect', 'unreachable'],
		['ENOTFOUND', 'getaddrinfo', 'unreachable'],
		['EAI_AGAIN', 'getaddrinfo', 'unreachable'],
		['EHOSTUNREACH', 'connect', 'unreachable'],
		['ENETUNREACH', 'connect', 'unreachable'],
		['ETIMEDOUT', 'connect', 'unreachable'],
		['EHOSTUNREACH', 'read', 'broken'],
		['ENETUNREACH', 'write', 'broken'],
		['ETIMEDOUT', 'read', 'timeout'],
		['ECONNRESET', 'read', 'broken'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', undefined, 'certificate'],
		['CERT_HAS_EXPIRED', undefined, 'certificate'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', undefined, 'certificate'],
		['ERR_TLS_CERT_ALTNAME_INVALID', undefined, 'certificate'],
		['EPROTO', 'write', 'certificate'],
		['ERR_SSL_WRONG_VERSION_NUMBER', undefined, 'broken'],
		['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', undefined, 'broken'],
		['ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN', undefined, 'broken'],
		['ERR_TLS_SESSION_ATTACK', undefined, 'broken'],
	])('%s of %s is %s', async (code, syscall, reason) => {
		expect(await reasonOf(failure(code, syscall))).toBe(reason);
	});

	it('of all addresses of a host is one that never left', async () => {
		const errors = [failure('EHOSTUNREACH', 'connect'), failure('ENETUNREACH', 'connect')];
		const error = Object.assign(new AggregateError(errors), { code: 'EHOSTUNREACH' });
		expect(await reasonOf(error)).toBe('unreachable');
	});
});
