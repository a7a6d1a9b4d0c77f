import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { operations } from './operations';
import type { Operation } from './operations/operation';
import { findProvider } from './providers/registry';
import type { Provider } from './providers/provider';
import { InvalidInput } from './providers/provider';
import { openAccount } from './transport/account';
import type { Patience } from './transport/api';
import { openApi } from './transport/api';

const defaultMaxWaitS = 60;

/** Long enough for a rate a minute, too short for one an hour: then the user is told. */
const longestPaceMs = 120_000;

/**
 * Runs the chosen operation for every item: the only place that loops over items, pairs outputs with
 * inputs and handles Continue On Fail.
 *
 * @returns one output with the items of all inputs, in their order
 * @throws NodeApiError or NodeOperationError naming the item, unless the node continues on fail
 */
export async function route(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const output: INodeExecutionData[] = [];
	const created = new Set<string>();
	for (const [itemIndex] of this.getInputData().entries()) {
		try {
			const { operation, provider } = chosen(this, itemIndex);
			const account = openAccount(await this.getCredentials('campaignApi', itemIndex));
			requireAgreement(provider, account.provider, this);
			const api = openApi(this, account, patience(this, itemIndex));
			const result = await operation.execute({ caller: this, itemIndex, provider, api, created });
			for (const json of Array.isArray(result) ? result : [result]) {
				output.push({ json: withoutErrorKey(json), pairedItem: { item: itemIndex } });
			}
		} catch (error) {
			const told = tell(this, error, itemIndex);
			if (!this.continueOnFail()) {
				throw told;
			}
			output.push({ json: errorJson(told), pairedItem: { item: itemIndex } });
		}
	}
	return [output];
}

function chosen(
	caller: IExecuteFunctions,
	itemIndex: number,
): { operation: Operation; provider: Provider } {
	const providerId = caller.getNodeParameter('provider', itemIndex);
	const provider = findProvider(providerId);
	if (provider === undefined) {
		throw new InvalidInput(
			`The provider '${String(providerId)}' is not known`,
			'Choose one from the list.',
		);
	}
	const verb = caller.getNodeParameter('operation', itemIndex);
	const operation = operations.find((one) => one.verb === verb);
	if (operation === undefined || !operation.isOffered(provider)) {
		const offered = operations.filter((one) => one.isOffered(provider));
		throw new InvalidInput(
			`${provider.displayName} has no operation '${operation?.displayName ?? String(verb)}'`,
			`Its API offers: ${offered.map(({ displayName }) => displayName).join(', ')}.`,
		);
	}
	return { operation, provider };
}

/** A key must never be sent to another service than its own. */
function requireAgreement(
	chosenProvider: Provider,
	owner: Provider,
	caller: IExecuteFunctions,
): void {
	if (chosenProvider.id === owner.id) return;
	const name = caller.getNode().credentials?.campaignApi?.name;
	throw new InvalidInput(
		`The node is set to ${chosenProvider.displayName}, but the credential${name === undefined ? '' : ` '${name}'`} is for ${owner.displayName}`,
		`Choose a credential for ${chosenProvider.displayName}, or change 'Provider'. Nothing was sent.`,
	);
}

function patience(caller: IExecuteFunctions, itemIndex: number): Patience {
	const seconds = Number(caller.getNodeParameter('options.maxWait', itemIndex, defaultMaxWaitS));
	if (Number.isFinite(seconds) && seconds >= 0) {
		const maxWaitMs = seconds * 1000;
		return { maxWaitMs, maxPaceMs: Math.max(maxWaitMs, longestPaceMs), itemIndex };
	}
	throw new InvalidInput("'Maximum Wait' is not a number of seconds", 'Enter a number from 0.');
}

/** n8n takes any item with a top-level `error` for failed and may run the node again, so a service's own field moves. */
function withoutErrorKey(json: IDataObject): IDataObject {
	if (!('error' in json)) return json;
	const { error, ...rest } = json;
	return { ...rest, providerError: error };
}

function tell(
	caller: IExecuteFunctions,
	error: unknown,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	const told =
		error instanceof NodeApiError || error instanceof NodeOperationError
			? error
			: new NodeOperationError(caller.getNode(), messageOf(error), {
					description: error instanceof InvalidInput ? error.description : undefined,
				});
	told.context.itemIndex = itemIndex;
	// n8n shows the index only among the details, and replaces a message in which it finds the letters of an error code.
	told.message =
		messageOf(error) + (caller.getInputData().length > 1 ? ` [item ${itemIndex}]` : '');
	return told;
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** Only keys that n8n knows as an error's, so that the error output works. */
function errorJson(error: NodeApiError | NodeOperationError): IDataObject {
	const details: IDataObject = {};
	if (typeof error.description === 'string') details.description = error.description;
	if (error instanceof NodeApiError && error.httpCode !== null) details.httpCode = error.httpCode;
	if (error.context.campaignId !== undefined) details.campaignId = String(error.context.campaignId);
	return { error: error.message, details };
}
