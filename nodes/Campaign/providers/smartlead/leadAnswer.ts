import type { IDataObject } from 'n8n-workflow';
import { idText, isObject } from '../../json';
import type { Addition, Additions, NewLead } from '../contract/leads';

/** Leads that are on a block list, or on the bounce list of all users. */
const blockCounters = ['block_count', 'bounce_count'];

/** Leads that were not added for a reason that no list names. */
const otherCounters = ['duplicate_count', 'lead_import_stopped_count'];

/**
 * What the answer to an import tells about each lead: `emailToLeadIdMap`, which return_lead_ids asks for, names those
 * that were added or were there before, two lists name those that were refused. Leads on a block list are only counted:
 * they are known when no other reason is left.
 *
 * @returns undefined when the answer is not one to an import
 */
export function parseAdditions(
	answer: unknown,
	leads: readonly NewLead[],
	isInOthersIgnored: boolean,
): Additions | undefined {
	if (!isObject(answer)) return undefined;
	const map = isObject(answer.emailToLeadIdMap) ? answer.emailToLeadIdMap : undefined;
	if (map === undefined && typeof answer.upload_count !== 'number') return undefined;
	const byKey = new Map<string, Addition>([
		...fromMap(map?.existingLeadsInOtherCampaigns, 'inOtherCampaign'),
		...fromMap(map?.existingLeads, 'alreadyThere'),
		...fromMap(map?.newlyAddedLeads, 'added'),
		...fromList(answer.invalid_emails, 'invalid'),
		...fromList(answer.unsubscribed_leads, 'unsubscribed'),
	]);
	const additions = leads.map(({ key }): Addition => byKey.get(key) ?? { outcome: 'unknown' });
	return {
		additions: withCounted(additions, answer, isInOthersIgnored),
		counters: countersOf(answer),
		...(answer.is_lead_limit_exhausted === true
			? { warning: "Smartlead did not add all leads: the plan's limit of leads is reached" }
			: {}),
	};
}

/** Completes what is named with what follows from the counters. */
function withCounted(
	additions: readonly Addition[],
	answer: IDataObject,
	isInOthersIgnored: boolean,
): readonly Addition[] {
	const countOf = (outcome: Addition['outcome']) =>
		additions.filter((one) => one.outcome === outcome).length;
	const added = countOf('added');
	const uploaded = numberOf(answer.upload_count) ?? added;
	const unknown = countOf('unknown');
	// Every lead was added, and the service named none.
	if (uploaded === additions.length && unknown === additions.length) {
		return additions.map(() => ({ outcome: 'added' }));
	}
	// With the switch, leads of other campaigns are added, too. The map may still name them as those.
	const isAddedToo = isInOthersIgnored && uploaded === added + countOf('inOtherCampaign');
	const blocked = total(answer, blockCounters);
	const isBlocked = unknown > 0 && unknown === blocked && total(answer, otherCounters) === 0;
	return additions.map((addition) => {
		if (isAddedToo && addition.outcome === 'inOtherCampaign') {
			return { ...addition, outcome: 'added' };
		}
		return isBlocked && addition.outcome === 'unknown' ? { outcome: 'blocked' } : addition;
	});
}

function fromMap(map: unknown, outcome: Addition['outcome']): Array<[string, Addition]> {
	if (!isObject(map)) return [];
	return Object.entries(map).map(([email, id]) => {
		const leadId = idText(id);
		return [email.toLowerCase(), { outcome, ...(leadId === undefined ? {} : { leadId }) }];
	});
}

function fromList(list: unknown, outcome: Addition['outcome']): Array<[string, Addition]> {
	if (!Array.isArray(list)) return [];
	return list.flatMap((entry: unknown): Array<[string, Addition]> => {
		const email = isObject(entry) ? entry.email : entry;
		return typeof email === 'string' ? [[email.trim().toLowerCase(), { outcome }]] : [];
	});
}

/** The numbers and flags of an answer. */
function countersOf(answer: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(answer).filter(
			([name, value]) =>
				name !== 'ok' && (numberOf(value) !== undefined || typeof value === 'boolean'),
		),
	);
}

function total(answer: IDataObject, names: readonly string[]): number {
	return names.reduce((sum, name) => sum + (numberOf(answer[name]) ?? 0), 0);
}

/** A count. The service sends some as text. */
export function numberOf(value: unknown): number | undefined {
	if (typeof value === 'number') return value;
	return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}
