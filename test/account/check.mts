import type { INodeParameters } from 'n8n-workflow';
import type { ProviderId, World } from '../engine/world.mts';

/** The documented numbers, so that answers carry their headers, but a second: the tests of a file share a key and its rate. */
export const limits = {
	inbox: { requests: 300, windowMs: 1_000 },
	smartlead: { requests: 60, windowMs: 1_000 },
};

export interface Difference {
	at: string;
	expected: string;
	found: string;
}

/** The item of one call. */
export interface CheckedCall {
	call: string;
	basis: string;
	outcome: string;
	differences: Difference[];
	httpCode: number | null;
	durationMs: number | null;
}

export interface Checked {
	calls: CheckedCall[];
	report: string;
	/** Everything that the node gave, as text. */
	text: string;
}

/** Runs Check Account in n8n's engine. */
export async function checkAccount(
	world: World,
	provider: ProviderId,
	parameters: INodeParameters = {},
): Promise<Checked> {
	const { items, error } = await world.run(provider, {
		resource: 'account',
		operation: 'check',
		// The tests of one file share a key, and with it the pace of the node.
		options: { requestsPerMinute: 60_000 },
		...parameters,
	});
	expect(error).toBeUndefined();
	const last = items?.at(-1);
	return {
		calls: items?.slice(0, -1) as unknown as CheckedCall[],
		report: String(last?.report),
		text: JSON.stringify(items),
	};
}

/** Those that are not as expected, with their differences. */
export function surprises({ calls }: Checked) {
	return calls
		.filter(({ outcome, differences }) => outcome !== 'as expected' || differences.length > 0)
		.map(({ call, outcome, differences }) => ({ call, outcome, differences }));
}
