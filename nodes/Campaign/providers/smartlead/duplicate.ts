import { idText, isObject } from '../../json';
import type { DuplicateCapability } from '../contract/campaigns';
import { duplicated } from './answers';
import { settingsStep } from './settings';

/** POST /campaigns/{id}/duplicate. The body only has switches, which are off by default. */
export const duplicate: DuplicateCapability = {
	request: (id) => ({
		purpose: 'duplicate the campaign',
		method: 'POST',
		path: ['campaigns', id, 'duplicate'],
		basis: 'documented',
		answer: duplicated,
		body: {},
		timeoutMs: 60_000,
	}),
	parseId: (answer) => (isObject(answer) ? idText(answer.newCampaignId) : undefined),
	// Observed.
	nameOfCopy: (name) => `${name} - copy`,
	rename: (id, name) => ({ ...settingsStep(id, { name }), name: 'save name' }),
	copied: 'The copy has no leads, statistics or webhooks, and belongs to no client.',
};
