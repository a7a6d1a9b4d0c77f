import type { RawCampaign } from '../../campaign';
import type { ProviderRequest } from './request';

/** One request of a write, which can take several. */
export interface Step {
	/**
	 * A verb and a thing, such as "save settings". Plans list it, and messages say with it what was done or what failed:
	 * "Done: create campaign, save settings. Not done: save schedule."
	 */
	readonly name: string;
	readonly request: ProviderRequest;
	/** The changed campaign, if the answer contains all of it. Otherwise the campaign is read again. */
	parseCampaign?(answer: unknown): RawCampaign | undefined;
	/** Whether a campaign shows that this step took effect. Asked when the answer was lost; leave out if it cannot tell. */
	isDone?(current: RawCampaign): boolean;
}
