import Joi from 'joi';
import type { JsonObject } from '../json.mts';

export interface InboxLead {
	platform: string;
	platformId?: string;
	username?: string;
	externalId?: string;
	data?: JsonObject;
	isCancelled: boolean;
}

export type LeadName = 'platformId' | 'username' | 'externalId';

const names: readonly LeadName[] = ['platformId', 'username', 'externalId'];

/** The only documented platform of leads. */
const platform = Joi.string().valid('twitter').required();

const maxLeads = 2_000;

const list = (entry: Joi.Schema) => Joi.array().items(entry).min(1).max(maxLeads);

interface LeadsBody {
	platform: string;
	leads?: Array<Omit<InboxLead, 'isCancelled'>>;
	platformIds?: string[];
	usernames?: string[];
	externalIds?: string[];
}

/** One of the lists. That the limit of 2,000 also holds for `leads` is inferred. */
export const leadsBody = Joi.object<LeadsBody>({
	platform,
	leads: list(
		Joi.object({
			platform,
			platformId: Joi.string(),
			username: Joi.string(),
			externalId: Joi.string(),
			data: Joi.object().unknown(),
		}).xor(...names),
	),
	platformIds: list(Joi.string()),
	usernames: list(Joi.string()),
	externalIds: list(Joi.string()),
}).xor('leads', 'platformIds', 'usernames', 'externalIds');

export const cancelBody = Joi.object<{ by: LeadName; platform: string }>({
	by: Joi.string()
		.valid(...names)
		.required(),
	platform,
});

/** The leads of a body in one form. */
export function leadsIn(body: LeadsBody): InboxLead[] {
	const { platform: of } = body;
	const named = (name: LeadName, values: string[] = []) =>
		values.map((value) => ({ platform: of, [name]: value }));
	const all = [
		...(body.leads ?? []),
		...named('platformId', body.platformIds),
		...named('username', body.usernames),
		...named('externalId', body.externalIds),
	];
	return all.map((lead) => ({ ...lead, isCancelled: false }));
}

export function isSame(a: InboxLead, b: InboxLead): boolean {
	return names.some((name) => a[name] !== undefined && a[name] === b[name]);
}
