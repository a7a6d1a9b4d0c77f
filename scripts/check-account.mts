/**
 * `npm run check-account -- --provider ID`: runs Check Account for one account, as the node does in n8n, and prints the
 * report. Options: `--base-url URL`, `--data-center NAME`, `--also-write`, and `--record FOLDER`, which also writes the
 * requests and answers with made-up values. The key is read from the variable CAMPAIGN_API_KEY, or asked for.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import type { Provider } from '../dist/modules/nodes/Campaign/providers/contract/provider.js';
import type { resolveCredential } from '../dist/modules/nodes/Campaign/transport/credential.js';
import { runCampaign } from '../test/engine/engine.mts';
import { startRecorder } from './check-account/recorder.mts';

const dist = createRequire(
	join(import.meta.dirname, '..', 'dist', 'modules', 'nodes', 'Campaign', 'index.js'),
);
const { providers }: { providers: readonly Provider[] } = dist('./providers/registry');
const credentials: { resolveCredential: typeof resolveCredential } = dist('./transport/credential');

/** What is checked, and how. */
export interface AccountToCheck {
	/** The data of a Campaign API credential. */
	readonly credential: ICredentialDataDecryptedObject;
	readonly alsoWrite?: boolean;
	/** Where the requests and answers are written to, with made-up values. */
	readonly recordTo?: string;
}

/**
 * Runs Check Account in n8n's engine.
 *
 * @returns the items of the node, the last one with the report
 * @throws Error when the credential cannot be used
 */
export async function checkAccount(account: AccountToCheck): Promise<IDataObject[]> {
	const { credential, alsoWrite = false, recordTo } = account;
	const { provider, address } = credentials.resolveCredential(credential);
	const recorder = recordTo === undefined ? undefined : await startRecorder(provider, address);
	try {
		const { items, error } = await runCampaign({
			credential:
				recorder === undefined ? credential : { ...credential, baseUrl: recorder.address },
			parameters: { provider: provider.id, resource: 'account', operation: 'check', alsoWrite },
		});
		if (error !== undefined) throw new Error(error.message);
		if (recordTo !== undefined) await recorder?.save(recordTo);
		return items ?? [];
	} finally {
		await recorder?.close();
	}
}

/** Asks for the key without showing it. */
async function askForKey(): Promise<string> {
	process.stderr.write('API key or token: ');
	const output = new Writable({ write: (_chunk, _encoding, done) => done() });
	const terminal = createInterface({ input: process.stdin, output, terminal: true });
	const key = await terminal.question('');
	terminal.close();
	process.stderr.write('\n');
	return key.trim();
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			provider: { type: 'string' },
			'base-url': { type: 'string' },
			'data-center': { type: 'string' },
			'also-write': { type: 'boolean' },
			record: { type: 'string' },
		},
	});
	const ids = providers.map(({ id }) => id);
	if (values.provider === undefined || !ids.includes(values.provider)) {
		throw new Error(`--provider: use one of ${ids.join(', ')}.`);
	}
	const items = await checkAccount({
		credential: {
			provider: values.provider,
			apiKey: process.env.CAMPAIGN_API_KEY ?? (await askForKey()),
			baseUrl: values['base-url'] ?? '',
			dataCenter: values['data-center'] ?? '',
		},
		alsoWrite: values['also-write'],
		recordTo: values.record,
	});
	process.stdout.write(`${String(items.at(-1)?.report)}\n`);
	if (values.record !== undefined) process.stderr.write(`Recorded to ${values.record}\n`);
}

if (import.meta.main) {
	process.env.N8N_LOG_LEVEL ??= 'silent';
	await main().catch((error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.exitCode = 1;
	});
}
