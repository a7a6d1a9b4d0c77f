import { changeStatus } from './changeStatus';
import { create } from './create';
import { deleteCampaign } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import type { Operation } from './operation';
import { update } from './update';
import { upsert } from './upsert';

/** Every operation, in the order in which users see them. */
export const operations: readonly Operation[] = [
	changeStatus,
	create,
	upsert,
	deleteCampaign,
	get,
	getMany,
	update,
];
