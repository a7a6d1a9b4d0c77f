import type { IDataObject } from 'n8n-workflow';

/** How a request fails: a fault of the sandbox's control API, or a refused connection. */
export type Trouble = IDataObject | 'refused';

/** What a request does. */
export type Role = 'read' | 'creation' | 'idempotent';

/** What the user must see: a success, an error, or whichever is true. */
export type Promised = 'success' | 'error' | 'whatIsTrue';

/** One way in which the network or a service fails. */
export interface Fault {
	readonly name: string;
	readonly trouble: Trouble | (() => Trouble);
	/** Whether the service carries out the request before its response fails. */
	readonly handled?: boolean;
	/** Whether the response arrives after the node's timeout. */
	readonly isSlow?: boolean;
	/** What is promised when a single request of this role meets it. */
	readonly once: Readonly<Record<Role, Promised>>;
}

const json = { 'content-type': 'application/json; charset=utf-8' };
const html = { 'content-type': 'text/html; charset=utf-8' };

/** Transient: a creation that may have taken effect is looked for, everything else is retried. */
const transient = (creation: Promised): Fault['once'] => ({
	read: 'success',
	creation,
	idempotent: 'success',
});
const permanent: Fault['once'] = { read: 'error', creation: 'error', idempotent: 'error' };
/** Permanent, but the request took effect: only a creation is looked for. */
const permanentButDone: Fault['once'] = { ...permanent, creation: 'success' };
/** A success without its data: the node reads afterwards whether a change took effect. */
const hollow: Fault['once'] = { read: 'error', creation: 'error', idempotent: 'whatIsTrue' };

/** How late a slow response is, in ms: more than the node's timeout in these cells. */
const late = 5_000;

/**
 * The faults of the matrix.
 *
 * @param redirectTarget address of another host, for a redirect
 */
export function faults(redirectTarget: string): Fault[] {
	const soon = () => new Date(Date.now() + 2_000).toUTCString();
	const busy = (headers: Record<string, string>) => ({
		status: 429,
		headers: { ...json, ...headers },
		body: { message: 'Too many requests' },
	});
	const page = '<html><head><title>Gateway</title></head><body><h1>Oops</h1></body></html>';
	const upstream = (status: number) => ({ status, headers: html, body: page });
	return [
		{ name: 'refused', trouble: 'refused', once: transient('success') },
		{
			name: 'reset before the request was read',
			trouble: { reset: true },
			once: transient('error'),
		},
		{
			name: 'reset after the request was handled',
			trouble: { reset: true },
			handled: true,
			once: transient('success'),
		},
		{
			name: 'timeout, not handled',
			trouble: { delayMs: late, status: 504, body: '' },
			isSlow: true,
			once: transient('error'),
		},
		{
			name: 'timeout, handled',
			trouble: { delayMs: late, status: 504, body: '' },
			isSlow: true,
			handled: true,
			once: transient('success'),
		},
		{
			name: '429 with seconds',
			trouble: busy({ 'retry-after': '1' }),
			once: transient('success'),
		},
		{
			name: '429 with a date',
			trouble: () => busy({ 'retry-after': soon() }),
			once: transient('success'),
		},
		{ name: '429 without a header', trouble: busy({}), once: transient('success') },
		{ name: '429 with an hour', trouble: busy({ 'retry-after': '3600' }), once: permanent },
		{ name: '500', trouble: upstream(500), once: { ...permanent, read: 'success' } },
		{
			name: '500, handled',
			trouble: upstream(500),
			handled: true,
			once: { ...permanentButDone, read: 'success' },
		},
		{ name: '502', trouble: upstream(502), once: transient('error') },
		{ name: '503', trouble: upstream(503), once: transient('error') },
		{
			name: '503, handled',
			trouble: upstream(503),
			handled: true,
			once: transient('success'),
		},
		{
			name: '200 with an empty body',
			trouble: { status: 200, headers: json, body: '' },
			once: { read: 'success', creation: 'error', idempotent: 'whatIsTrue' },
		},
		{ name: '200 with {}', trouble: { status: 200, headers: json, body: '{}' }, once: hollow },
		{ name: 'HTML', trouble: { status: 200, headers: html, body: page }, once: permanent },
		{
			name: 'HTML, handled',
			trouble: { status: 200, headers: html, body: page },
			handled: true,
			once: permanentButDone,
		},
		{ name: 'truncated', trouble: { cutOff: true }, once: transient('error') },
		{
			name: 'truncated, handled',
			trouble: { cutOff: true },
			handled: true,
			once: transient('success'),
		},
		{
			name: 'incomplete JSON',
			trouble: { status: 200, headers: json, body: '{"campaigns":[{"id":1,"na' },
			once: permanent,
		},
		{
			name: 'wrong envelope',
			trouble: { status: 200, headers: json, body: { page: { unexpected: [true] } } },
			once: hollow,
		},
		{
			name: 'redirect to another host',
			trouble: {
				status: 302,
				headers: { location: `${redirectTarget}/api/v1/campaigns` },
				body: '',
			},
			once: permanent,
		},
		{
			name: 'slow body',
			trouble: { status: 200, headers: json, body: ' '.repeat(60), drip: 100 },
			isSlow: true,
			once: transient('error'),
		},
	];
}
