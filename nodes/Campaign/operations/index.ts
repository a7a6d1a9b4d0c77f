import { changeStatus } from './campaign/changeStatus';
import { create } from './campaign/create';
import { deleteCampaign } from './campaign/delete';
import { get } from './campaign/get';
import { getMany } from './campaign/getMany';
import { update } from './campaign/update';
import { upsert } from './campaign/upsert';
import type { Operation } from './shared/operation';

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
