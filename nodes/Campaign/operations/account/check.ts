import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { defineOperation } from '../shared/operation';
import { readBoolean } from '../shared/parameters';
import type { CheckedCall } from './examiner';
import { Examiner } from './examiner';
import { checkReads } from './reads';
import { writeReport } from './report';
import { tryWrites } from './trial';

const alsoWrite: INodeProperties = {
	displayName: 'Also Write',
	name: 'alsoWrite',
	type: 'boolean',
	default: false,
	description:
		'Whether to also try the calls that write, on a campaign that is made for this. It is never started, and removed at the end where the API can do that. No other campaign is changed.',
	displayOptions: { show: { operation: ['check'] } },
};

/** Compares what the service answers to this account with what the node expects. */
export const checkAccount = defineOperation({
	resource: 'account',
	name: 'check',
	displayName: 'Check',
	action: 'Check account',
	description: 'Compare what the service answers with what this node expects',
	properties: [alsoWrite],
	capability: ({ accountCheck }) => accountCheck,
	toolDescription: ({ displayName }) =>
		`Check whether the API of ${displayName} answers this account as expected. Reads only, unless Also Write is on: then one campaign is made, never started, and removed where the API can do that. Reaches nobody. Returns one item for each call, and a report without personal data at the end.`,
	readInput: (item) => ({ isWriting: readBoolean(item, alsoWrite, false) }),
	async execute({ client }, { isWriting }, capability) {
		const startedAt = new Date().toISOString();
		const examiner = new Examiner(client);
		const found = await checkReads(examiner, capability);
		const left = isWriting
			? await tryWrites(examiner, capability, found, `n8n check ${startedAt} (safe to delete)`)
			: undefined;
		const { calls, rateHeaders } = examiner;
		const report = writeReport(client, calls, { startedAt, left, rateHeaders });
		return { output: [...calls.map(toItemJson), { report }] };
	},
});

/** Without the drawing of the answer, which is in the report. */
function toItemJson(checked: CheckedCall): IDataObject {
	const { call, basis, outcome, differences, httpCode, durationMs } = checked;
	return {
		call,
		basis,
		outcome,
		differences: differences.map((each) => ({ ...each })),
		httpCode,
		durationMs,
	};
}
