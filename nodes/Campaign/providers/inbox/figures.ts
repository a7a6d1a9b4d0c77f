import type { CampaignFigures, RawCampaign } from '../../campaign';
import type { FiguresCapability } from '../contract/figures';

/** The figures that a campaign of either generation has. */
export const figures: FiguresCapability = {
	by: 'campaign',
	reported: ['leads', 'contacted', 'replied'],
	read: figuresOf,
};

/** The figures of a campaign; without those that it does not have. */
export function figuresOf(raw: RawCampaign): CampaignFigures {
	const figure = (value: unknown) => (typeof value === 'number' ? value : undefined);
	const all = {
		leads: figure(raw.targetsCount),
		contacted: figure(raw.contactedCount),
		replied: figure(raw.repliesCount),
	};
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
