/**
 * A process that creates campaigns with the Campaign node: `sendingProcess.mts TASK`, see the interface. Prints the
 * failures as a JSON array.
 */
import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { runCampaign } from '../engine/engine.mts';

/** What a process does. */
export interface SendingTask {
	credential: ICredentialDataDecryptedObject;
	parameters: INodeParameters;
	items: IDataObject[];
}

const task = JSON.parse(process.argv[2] ?? '{}') as SendingTask;
const { items, error } = await runCampaign({ ...task, node: { onError: 'continueRegularOutput' } });
const failures = task.items.flatMap(({ name }, index) => {
	const output = items?.[index];
	return output?.name === name ? [] : [String(output?.error ?? error?.message ?? 'no output')];
});
process.stdout.write(JSON.stringify(failures), () => process.exit());
