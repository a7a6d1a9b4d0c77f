import type { IDataObject } from 'n8n-workflow';

/** How the answer to a request goes wrong: a fault of the sandbox's control API, or a shut door. */
export type Trouble = IDataObject | 'refused';

/** What a request is to the service. */
export type Role = 'read' | 'creation' | 'repeatable';

/** What the user must get: a success, an error, or whichever is true. */
export type Promised = 'success' | 'error' | 'whatIsTrue';

/** One way in which the network or a service fails. */
export interface Fault {
	readonly name: string;
	readonly trouble: Trouble | (() => Trouble);
	/** Whether the service does what it was asked before its answer goes wrong. */
	readonly handled?: boolean;
	/** Whether it is later than the node waits. */
	readonly isSlow?: boolean;
	/** What is promised when one request of this role meets it once. */
	readonly once: Readonly<Record<Role, Promised>>;
}

const json = { 'content-type': 'application/json; charset=utf-8' };
const html = { 'content-type': 'text/html; charset=utf-8' };

/** Passing trouble: a creation that may have happened is looked for, everything else is tried again. */
const passing = (creation: Promised): Fault['once'] => ({
	read: 'success',
	creation,
	repeatable: 'success',
});
const lasting: Fault['once'] = { read: 'error', creation: 'error', repeatable: 'error' };
/** The service did it, whatever it answered: only a creation is looked for. */
const lastingButDone: Fault['once'] = { ...lasting, creation: 'success' };
/** A success without the data that it should hold: what became of a change is read afterwards. */
const hollow: Fault['once'] = { read: 'error', creation: 'error', repeatable: 'whatIsTrue' };

/** Milliseconds that an answer is late, more than the matrix waits where it expects that. */
const late = 5_000;

/**
 * The faults of the matrix.
 *
 * @param elsewhere address of another host, for a redirect
 */
export function faults(elsewhere: string): Fault[] {
	const soon = () => new Date(Date.now() + 2_000).toUTCString();
	const busy = (headers: Record<string, string>) => ({
		status: 429,
		headers: { ...json, ...headers },
		body: { message: 'Too many requests' },
	});
	const page = '<html><head><title>Gateway</title></head><body><h1>Oops</h1></body></html>';
	const upstream = (status: number) => ({ status, headers: html, body: page });
	return [
		{ name: 'refused', trouble: 'refused', once: passing('success') },
		{ name: 'reset before it was read', trouble: { reset: true }, once: passing('error') },
		{
			name: 'reset after it was handled',
			trouble: { reset: true },
			handled: true,
			once: passing('success'),
		},
		{
			name: 'timeout, not handled',
			trouble: { delayMs: late, status: 504, body: '' },
			isSlow: true,
			once: passing('error'),
		},
		{
			name: 'timeout, handled',
			trouble: { delayMs: late, status: 504, body: '' },
			isSlow: true,
			handled: true,
			once: passing('success'),
		},
		{
			name: '429 with seconds',
			trouble: busy({ 'retry-after': '1' }),
			once: passing('success'),
		},
		{
			name: '429 with a date',
			trouble: () => busy({ 'retry-after': soon() }),
			once: passing('success'),
		},
		{ name: '429 with nothing', trouble: busy({}), once: passing('success') },
		{ name: '429 with an hour', trouble: busy({ 'retry-after': '3600' }), once: lasting },
		{ name: '500', trouble: upstream(500), once: { ...lasting, read: 'success' } },
		{
			name: '500, handled',
			trouble: upstream(500),
			handled: true,
			once: { ...lastingButDone, read: 'success' },
		},
		{ name: '502', trouble: upstream(502), once: passing('error') },
		{ name: '503', trouble: upstream(503), once: passing('error') },
		{
			name: '503, handled',
			trouble: upstream(503),
			handled: true,
			once: passing('success'),
		},
		{
			name: '200 and nothing',
			trouble: { status: 200, headers: json, body: '' },
			once: { read: 'success', creation: 'error', repeatable: 'whatIsTrue' },
		},
		{ name: '200 and {}', trouble: { status: 200, headers: json, body: '{}' }, once: hollow },
		{ name: 'HTML', trouble: { status: 200, headers: html, body: page }, once: lasting },
		{
			name: 'HTML, handled',
			trouble: { status: 200, headers: html, body: page },
			handled: true,
			once: lastingButDone,
		},
		{ name: 'cut off on the way', trouble: { cutOff: true }, once: passing('error') },
		{
			name: 'cut off on the way, handled',
			trouble: { cutOff: true },
			handled: true,
			once: passing('success'),
		},
		{
			name: 'JSON that stops',
			trouble: { status: 200, headers: json, body: '{"campaigns":[{"id":1,"na' },
			once: lasting,
		},
		{
			name: 'wrong envelope',
			trouble: { status: 200, headers: json, body: { page: { unexpected: [true] } } },
			once: hollow,
		},
		{
			name: 'redirect to another host',
			trouble: { status: 302, headers: { location: `${elsewhere}/api/v1/campaigns` }, body: '' },
			once: lasting,
		},
		{
			name: 'slow body',
			trouble: { status: 200, headers: json, body: ' '.repeat(60), drip: 100 },
			isSlow: true,
			once: passing('error'),
		},
	];
}
