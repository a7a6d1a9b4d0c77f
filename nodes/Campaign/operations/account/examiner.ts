import type { RawCampaign } from '../../campaign';
import type { ExpectedAnswer } from '../../providers/contract/accountCheck';
import type { Basis, ProviderRequest } from '../../providers/contract/request';
import type { Shape } from '../../providers/contract/shape';
import { anything } from '../../providers/shared/shapes';
import { decodeBody } from '../../transport/classify';
import type { ApiClient, Outcome } from '../../transport/client';
import type { SendResult } from '../../transport/send';
import type { Difference } from './differences';
import { compareShape } from './differences';
import { sketch } from './sketch';

/** What came of asking the service for something. */
export type CheckOutcome = 'as expected' | 'differs' | 'not offered' | 'refused' | 'not tried';

/** One call of a check. Contains no value of the account but words of enumerations. */
export interface CheckedCall {
	/** What was asked, and the method and path with `{id}` for IDs. */
	readonly call: string;
	readonly basis: Basis;
	readonly outcome: CheckOutcome;
	readonly differences: readonly Difference[];
	/** The HTTP status of the last answer, or null when there was none. */
	readonly httpCode: number | null;
	/** How long the last answer took, or null when there was none. */
	readonly durationMs: number | null;
	/** What the answer looks like, with types instead of values. */
	readonly sketch?: string;
}

/** How a call is asked and judged. */
export interface Expectation {
	/** Replaces the purpose of the request in what the call is called. */
	readonly purpose?: string;
	/** An ID in the path or query, which is not shown. */
	readonly id?: string;
	/** What is expected instead of a success with the request's own answer. */
	readonly expected?: ExpectedAnswer;
	/** Further differences, from the body of a success. */
	inspect?(body: unknown): Difference[];
}

/** What the check works on with after a call. */
export interface Reply {
	/** Whether the service did as asked. */
	readonly ok: boolean;
	readonly body: unknown;
	/** Whether the request may have had its effect, whatever the answer. */
	readonly mayHaveTakenEffect: boolean;
}

const noReply: Reply = { ok: false, body: undefined, mayHaveTakenEffect: false };

type Answered = SendResult & { kind: 'answer' };

/** Asks one account, call by call, and keeps what came of it. */
export class Examiner {
	readonly calls: CheckedCall[] = [];
	/** The rate headers of the answers: every value that was seen, by the header's name. */
	readonly rateHeaders = new Map<string, Set<string>>();
	private isUnreachable = false;

	constructor(readonly client: ApiClient) {}

	/** Sends one request, without its fallback, and compares the answer with what is expected. */
	async ask(request: ProviderRequest, expectation: Expectation = {}): Promise<Reply> {
		if (this.isUnreachable) {
			this.skip(request, expectation);
			return noReply;
		}
		let last: { result: SendResult; tookMs: number } | undefined;
		const outcome = await this.client.attempt(
			{ ...request, fallback: undefined },
			(result, tookMs) => {
				last = { result, tookMs };
			},
		);
		if (last?.result.kind !== 'answer') {
			this.keep(request, expectation, withoutAnswer(outcome, last?.result));
			this.isUnreachable = outcome.ok === false && stopsCheck.includes(outcome.kind);
			return { ...noReply, mayHaveTakenEffect: !outcome.ok && outcome.mayHaveTakenEffect };
		}
		const { result, tookMs } = last;
		this.noteRates(result);
		const { body } = decodeBody(result.text);
		const { expected } = expectation;
		const judged =
			expected === undefined
				? evaluate(outcome, result, request.answer ?? anything, expectation)
				: judgeExpected(result, body, expected);
		this.keep(request, expectation, {
			...judged,
			httpCode: result.status,
			durationMs: Math.round(tookMs),
			sketch: sketch(body, expected?.answer ?? request.answer ?? anything),
		});
		return {
			ok: outcome.ok,
			body,
			mayHaveTakenEffect: !outcome.ok && outcome.mayHaveTakenEffect,
		};
	}

	/** The ID of a campaign, as the node knows it; empty when it has none. */
	campaignIdOf(raw: RawCampaign): string {
		return this.client.normalize(raw).id;
	}

	/** Keeps that a call was not tried. */
	skip(request: ProviderRequest, expectation: Expectation = {}): void {
		this.keep(request, expectation, { outcome: 'not tried', differences: [] });
	}

	/** Keeps what was found besides the answer to a single call. */
	note(call: string, basis: Basis, differences: readonly Difference[]): void {
		const outcome = differences.length === 0 ? 'as expected' : 'differs';
		this.calls.push({ call, basis, outcome, differences, httpCode: null, durationMs: null });
	}

	/** Keeps that a call was not tried because the account lacks something. */
	miss(call: string, differences: readonly Difference[]): void {
		const outcome = 'not tried';
		this.calls.push({
			call,
			basis: 'documented',
			outcome,
			differences,
			httpCode: null,
			durationMs: null,
		});
	}

	private keep(
		request: ProviderRequest,
		{ purpose = request.purpose, id }: Expectation,
		result: Judged & Partial<CheckedCall>,
	): void {
		this.calls.push({
			call: `${purpose}: ${request.method} ${this.pathOf(request, id)}`,
			basis: request.basis,
			httpCode: null,
			durationMs: null,
			...result,
		});
	}

	/** The path without IDs, and the names of the query's parameters. */
	private pathOf({ path, query = {} }: ProviderRequest, id: string | undefined): string {
		const segments = path.map((segment) => (segment === id ? '{id}' : segment));
		const names = Object.keys(query).join('&');
		const { apiPath } = this.client.provider.service;
		return [apiPath, ...segments].join('/') + (names === '' ? '' : `?${names}`);
	}

	private noteRates({ headers }: Answered): void {
		for (const [name, value] of Object.entries(headers)) {
			if (!/^(x-)?rate-?limit/.test(name)) continue;
			const text = String(value);
			const seen = this.rateHeaders.get(name) ?? new Set();
			this.rateHeaders.set(name, seen.add(/^\d{1,9}$/.test(text) ? text : 'another text'));
		}
	}
}

interface Judged {
	readonly outcome: CheckOutcome;
	readonly differences: readonly Difference[];
}

/** After these, no further call can succeed. */
const stopsCheck: readonly string[] = ['unreachable', 'certificate', 'stopped', 'cancelled'];

function withoutAnswer(outcome: Outcome, result: SendResult | undefined): Judged {
	const kind = outcome.ok ? 'other' : outcome.kind;
	const isSent = result !== undefined && kind !== 'stopped';
	return {
		outcome: isSent ? 'refused' : 'not tried',
		differences: [{ at: 'answer', expected: 'an answer', found: `none (${kind})` }],
	};
}

/** Compares with a success of the usual form. */
function evaluate(
	outcome: Outcome,
	{ status }: Answered,
	answer: Shape,
	{ inspect }: Expectation,
): Judged {
	if (outcome.ok) {
		return compared([...compareShape(outcome.body, answer), ...(inspect?.(outcome.body) ?? [])]);
	}
	const isRefusal = status >= 200 && status < 300;
	const found = isRefusal ? wordFor(outcome.kind) : `HTTP ${status}`;
	const differences = [{ at: 'answer', expected: 'a success', found }];
	switch (outcome.kind) {
		case 'notFound':
		case 'notOffered':
			return { outcome: 'not offered', differences };
		case 'key':
		case 'rateLimit':
		case 'refusal':
		case 'unavailable':
			return { outcome: 'refused', differences };
		default:
			return { outcome: 'differs', differences };
	}
}

function wordFor(kind: string): string {
	switch (kind) {
		case 'emptyAnswer':
			return 'an empty body';
		case 'notJson':
		case 'webPage':
			return 'a body that is not JSON';
		default:
			return 'a refusal';
	}
}

function judgeExpected(
	{ status }: Answered,
	body: unknown,
	{ statuses, answer }: ExpectedAnswer,
): Judged {
	if (statuses.includes(status)) return compared(compareShape(body, answer));
	const expected = statuses.map((each) => `HTTP ${each}`).join(' or ');
	const isRefused = [401, 403, 429].includes(status) || status >= 500;
	return {
		outcome: isRefused ? 'refused' : 'differs',
		differences: [{ at: 'answer', expected, found: `HTTP ${status}` }],
	};
}

function compared(differences: readonly Difference[]): Judged {
	return { outcome: differences.length === 0 ? 'as expected' : 'differs', differences };
}
