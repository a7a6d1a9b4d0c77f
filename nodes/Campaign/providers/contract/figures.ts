import type { FigureName, RawCampaign } from '../../campaign';
import type { ProviderRequest } from './request';

/** What is known of a campaign's figures. One that is missing or null is not known. */
export type KnownFigures = { readonly [Name in FigureName]?: number | null };

/**
 * What a service reports about how a campaign is doing. Include Figures of Get and Get Many adds it to items, with null
 * for what is not known.
 */
export type FiguresCapability = FiguresInCampaign | FiguresByCall;

/** The figures are part of the campaign, in the list and when it is read alone, so they cost no request. */
interface FiguresInCampaign {
	readonly by: 'campaign';
	/** The figures that the service reports. */
	readonly reported: readonly FigureName[];
	/** Never throws: what is missing or strange becomes null. */
	read(raw: RawCampaign): KnownFigures;
}

/** The figures have a call of their own: one request for each campaign. */
interface FiguresByCall {
	readonly by: 'call';
	/** The figures that the service reports. */
	readonly reported: readonly FigureName[];
	request(id: string): ProviderRequest;
	/** @returns undefined when the answer has an unexpected shape */
	parse(answer: unknown): KnownFigures | undefined;
}
