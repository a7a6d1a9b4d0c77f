import { once } from 'node:events';
import { createServer as createSecureServer } from 'node:https';
import { createRequire } from 'node:module';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type * as send from '../../dist/modules/nodes/Campaign/transport/send.js';
import { selfSigned } from '../engine/certificate.mts';
import { useSandbox } from '../engine/world.mts';
import { facts } from '../providers/facts.mts';

const world = useSandbox();

const certificate = selfSigned();
const servers: Server[] = [];
let requestCount = 0;

const listen = async (server: Server): Promise<number> => {
	servers.push(server.listen(0, '127.0.0.1'));
	await once(server, 'listening');
	return (server.address() as AddressInfo).port;
};

beforeEach(() => {
	requestCount = 0;
});
afterEach(() => {
	for (const server of servers.splice(0)) server.close();
});

/** Creates a campaign over TLS, and returns the error that the user sees. */
const createAt = async (port: number) => {
	const { error } = await world.run(
		'smartlead',
		{ operation: 'create', name: 'Over TLS', options: { maxWait: 0 } },
		{ credential: { baseUrl: `https://127.0.0.1:${port}` } },
	);
	return { message: String(error?.message), description: String(error?.description) };
};

it('names the host that cannot be reached', async () => {
	const { error } = await world.run(
		'inbox',
		{ operation: 'getAll', options: { maxWait: 1 } },
		{ credential: { baseUrl: 'http://127.0.0.1:9' } },
	);
	expect(error?.message).toBe('Inbox could not be reached at 127.0.0.1:9');
	expect(error?.description).toContain('Nothing was sent');
});

describe('a creation that was not sent', () => {
	it('because the certificate is not trusted says that nothing was sent', async () => {
		const server = createSecureServer(certificate, (_, response) => {
			requestCount++;
			response.end('{}');
		});
		const { message, description } = await createAt(await listen(server));
		expect(message).toContain('could not be reached securely');
		expect(description).toContain('Nothing was sent');
		expect(requestCount).toBe(0);
	});

	it('because the server does not speak TLS says that nothing was sent', async () => {
		const port = await listen(createServer((socket) => socket.end('220 mail.example ESMTP\r\n')));
		const { message, description } = await createAt(port);
		expect(message).toContain('could not be reached securely');
		expect(description).toContain('Nothing was sent');
	});

	it('because the service speaks plain HTTP says that nothing was sent', async () => {
		const baseUrl = world.address('rapidPro').replace('http:', 'https:');
		const { error } = await world.run(
			'rapidPro',
			{ operation: 'create', name: 'x', ...facts.rapidPro.create.required },
			{ credential: { baseUrl } },
		);
		expect(error?.message).toContain('could not be reached securely');
		expect(error?.description).toContain('Nothing was sent');
	});
});

describe('a creation that arrived', () => {
	const before = getCACertificates('default');
	beforeAll(() => setDefaultCACertificates([...before, certificate.cert]));
	afterAll(() => setDefaultCACertificates(before));

	it.each<[string, 'TLSv1.2' | 'TLSv1.3', Buffer]>([
		['plain text from a gateway', 'TLSv1.2', Buffer.from('HTTP/1.1 502 Bad Gateway\r\n\r\n')],
		['plain text from a gateway', 'TLSv1.3', Buffer.from('HTTP/1.1 502 Bad Gateway\r\n\r\n')],
		['a damaged record', 'TLSv1.3', Buffer.from([0x17, 3, 3, 0, 40, ...Array(40).fill(7)])],
	])(
		'is never reported as not sent: %s instead of a response (%s)',
		async (_, maxVersion, bytes) => {
			let client: Socket | undefined;
			const service = createSecureServer({ ...certificate, maxVersion }, (request) => {
				requestCount++;
				request.resume().on('end', () => client?.write(bytes));
			});
			const port = await listen(service);
			const relay = createServer((socket) => {
				client = socket.on('error', () => {});
				const up = connect(port, '127.0.0.1').on('error', () => {});
				socket.pipe(up).pipe(socket);
			});
			const { message, description } = await createAt(await listen(relay));
			expect(message).toContain("not known whether Smartlead created the campaign 'Over TLS'");
			expect(description).not.toContain('Nothing was sent');
			expect(requestCount).toBeGreaterThan(0);
		},
	);
});

describe('a network error', () => {
	const { sendOnce }: typeof send = createRequire(import.meta.url)(
		'../../dist/modules/nodes/Campaign/transport/send',
	);

	/** The reason that is derived from an error in n8n's form: its own, caused by the HTTP client's, caused by Node's. */
	const reasonOf = async (error: Error & { code: string }) => {
		const { code } = error;
		const client = Object.assign(new Error(error.message, { cause: error }), { code });
		const context = {
			helpers: {
				httpRequestWithAuthentication: async () =>
					await Promise.reject(new Error('n8n', { cause: client })),
			},
		} as unknown as Parameters<typeof sendOnce>[0];
		const account = { key: 'k', apiUrl: 'http://x.example' } as Parameters<typeof sendOnce>[1];
		const request = {
			purpose: 'ask',
			method: 'GET',
			path: ['a'],
			idempotent: true,
			basis: 'documented',
		} as const;
		const result = await sendOnce(context, account, request, 1_000);
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
	])('%s of %s counts as %s', async (code, syscall, reason) => {
		expect(await reasonOf(failure(code, syscall))).toBe(reason);
	});

	it('at every address of a host counts as unreachable', async () => {
		const errors = [failure('EHOSTUNREACH', 'connect'), failure('ENETUNREACH', 'connect')];
		const error = Object.assign(new AggregateError(errors), { code: 'EHOSTUNREACH' });
		expect(await reasonOf(error)).toBe('unreachable');
	});
});
