import { checkAccount } from './account/check';
import { changeStatus } from './campaign/changeStatus';
import { create } from './campaign/create';
import { deleteCampaign } from './campaign/delete';
import { duplicate } from './campaign/duplicate';
import { get } from './campaign/get';
import { getMany } from './campaign/getMany';
import { submitEvent } from './campaign/submitEvent';
import { update } from './campaign/update';
import { upsert } from './campaign/upsert';
import { addLeads } from './lead/add';
import { pauseLead, removeLead, resumeLead } from './lead/change';
import { getLeads } from './lead/getMany';
import type { Operation, OperationName, ResourceName } from './shared/operation';

/** Every operation, in the order in which users see them. */
export const operations: readonly Operation[] = [
	checkAccount,
	changeStatus,
	create,
	upsert,
	deleteCampaign,
	duplicate,
	get,
	getMany,
	submitEvent,
	update,
	addLeads,
	getLeads,
	pauseLead,
	removeLead,
	resumeLead,
];

/** What operations are about. */
export interface Resource {
	/** The value of the Resource parameter. Stored in workflows, so it never changes. */
	readonly name: ResourceName;
	readonly displayName: string;
	/** Stored workflows leave a default out, so it never changes. */
	readonly defaultOperation: OperationName;
}

/** The resource of workflows that store none. */
export const defaultResource: ResourceName = 'campaign';

/** Every resource, in the order in which users see them. */
export const resources: readonly Resource[] = [
	// Where a new user begins.
	{ name: 'account', displayName: 'Account', defaultOperation: 'check' },
	{ name: 'campaign', displayName: 'Campaign', defaultOperation: 'getAll' },
	{ name: 'lead', displayName: 'Lead', defaultOperation: 'add' },
];

/** The operations of a resource, in the order in which users see them. */
export function operationsOf(resource: unknown): readonly Operation[] {
	return operations.filter((operation) => operation.resource === resource);
}
