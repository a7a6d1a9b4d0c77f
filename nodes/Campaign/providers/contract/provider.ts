import type { CampaignDetails, CampaignStatus, RawCampaign } from '../../campaign';
import type { CampaignOperations, IdRule, NameRule } from './campaigns';
import type { EventLog, TrackedFields } from './events';
import type { OptionList } from './optionLists';
import type { Answer, Explanation } from './request';
import type { Account, Service } from './service';

/**
 * What every provider fulfils. A provider is data and pure functions: it says which requests a neutral operation
 * takes and how to read the answers. It never sends anything itself.
 */
export interface Provider {
	/** The value of the Provider parameter and of the credential's provider. */
	readonly id: string;
	/** The service's name as its users write it. */
	readonly displayName: string;
	readonly service: Service;
	readonly campaignId: IdRule;
	readonly name?: NameRule;
	readonly campaigns: CampaignOperations;
	readonly trackedFields: TrackedFields;
	/** The service's own log of what happened to campaigns. */
	readonly eventLog?: EventLog;
	/** The lists from which users pick the values of this provider's fields, by name. */
	readonly optionLists?: Readonly<Record<string, OptionList>>;
	/** What users must know and no field shows; printed on the provider's page. */
	readonly notes?: readonly string[];
	/** What the editor says where users make mistakes. */
	readonly hints?: readonly Hint[];
	/** Maps the service's object to the neutral campaign. Never throws: what it does not know is null or `unknown`. */
	toCampaign(raw: RawCampaign, account: Account): CampaignDetails;
	/** What the service said in a refusal; undefined when the answer is not a refusal. */
	explain(answer: Answer): Explanation | undefined;
}

/** A notice in the editor, below Operation, or below Status when it is about a status. */
export interface Hint {
	/** Operations that show the hint. One that the provider lacks is still selected after the user changes the provider. */
	readonly operations: ReadonlyArray<keyof CampaignOperations | 'upsert'>;
	/** Shown only with these values of Status. */
	readonly status?: readonly CampaignStatus[];
	readonly text: string;
}
