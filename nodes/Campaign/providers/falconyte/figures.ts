import type { IDataObject } from 'n8n-workflow';
import { isObject, objectArray } from '../../json';
import type { FiguresCapability } from '../contract/figures';
import { count } from '../shared/figures';

/** The progress of all sends of a campaign. A draft has none, so it has sent nothing. */
export const figures: FiguresCapability = {
	by: 'campaign',
	reported: ['sent', 'bounced'],
	read({ campaign_sends }) {
		const sends = objectArray(campaign_sends);
		return {
			sent: total(sends, 'total_sent'),
			bounced: total(sends, 'total_bounced'),
		};
	},
};

/** The sum over all sends, or null when it is not known of each. */
function total(sends: readonly IDataObject[] | undefined, name: string): number | null {
	if (sends === undefined) return null;
	return sends.reduce<number | null>((sum, { send_progress: progress }) => {
		const one = isObject(progress) ? count(progress[name]) : null;
		return sum === null || one === null ? null : sum + one;
	}, 0);
}
