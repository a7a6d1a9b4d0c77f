import type { ApiClient, Failed } from '../transport/client';
import { lookUpCampaign } from '../transport/readCampaign';
import type { Budget } from './budget';
import type { DeletionAnswers } from './snapshot/deletions';

/** How many missing campaigns one poll looks up. */
const maxLookups = 3;

/**
 * Asks the service about campaigns that its list lacks, because the list may be wrong as a whole.
 *
 * @param missing IDs of campaigns that two complete scans did not meet
 * @returns all of them as deleted when none that was looked up exists, or may exist; otherwise the answers for those
 * that were looked up
 */
export async function confirmDeleted(
	client: ApiClient,
	missing: readonly string[],
	budget: Budget,
): Promise<DeletionAnswers> {
	const answers = { deleted: [] as string[], existing: [] as string[], unclear: [] as string[] };
	for (const [index, id] of missing.slice(0, maxLookups).entries()) {
		// No time is left: what was not asked about stays missing, and the next poll asks.
		if (index > 0 && budget.remainingMs() <= 0) return answers;
		const answer = await ask(client, id);
		if (answer === 'failed') {
			answers.unclear.push(id);
			break;
		}
		answers[answer].push(id);
	}
	const isListRight = answers.existing.length + answers.unclear.length === 0;
	return isListRight ? { ...answers, deleted: missing } : answers;
}

async function ask(client: ApiClient, id: string): Promise<keyof DeletionAnswers | 'failed'> {
	const lookup = await lookUpCampaign(client, id);
	switch (lookup?.kind) {
		case 'found':
			return client.normalize(lookup.campaign).status === 'deleted' ? 'deleted' : 'existing';
		case 'unreadable':
			return 'unclear';
		case 'failed':
			return isRefusal(lookup.failure) ? 'deleted' : 'failed';
		default:
			return 'deleted';
	}
}

/** The service does not offer the call, or does not show this campaign: then the list decides. */
function isRefusal({ kind, effect, status }: Failed): boolean {
	if (status === 404) return true;
	return kind === 'refusal' && effect === 'none' && status !== 403;
}
