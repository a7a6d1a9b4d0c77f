import type { INodeProperties } from 'n8n-workflow';
import { campaignLocator, simplifyProperty } from '../../properties';
import type { OperationName } from './operation';

/** The Campaign field of an operation. */
export function campaignProperty(
	operation: OperationName,
	rest: Partial<INodeProperties> = { required: true },
): INodeProperties {
	const show = { operation: [operation] };
	return { ...campaignLocator, displayOptions: { show }, ...rest };
}

/** The Simplify switch of operations that return campaigns. */
export function simplifyFor(...operation: OperationName[]): INodeProperties {
	return { ...simplifyProperty, displayOptions: { show: { operation } } };
}
