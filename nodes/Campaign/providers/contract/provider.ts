import type { CampaignDetails, CampaignStatus, RawCampaign } from '../../campaign';
import type { AccountCheck } from './accountCheck';
import type { CampaignOperations, IdRule, NameRule } from './campaigns';
import type { EventLog, TrackedFields } from './events';
import type { FiguresCapability } from './figures';
import type { LeadOperations } from './leads';
import type { OptionList } from './optionLists';
import type { Answer, Explanation } from './request';
import type { Account, Service } from './service';
import type { Webhooks } from './webhooks';

/**
 * What every provider fulfills. A provider is data and pure functions: it says which requests an operation takes and how
 * to read the answers. It never sends anything itself, and knows nothing of n8n's items, of retries or of other providers.
 */
export interface Provider {
	/** The value of Provider in the node and the credential. Stored in workflows, so it never changes. */
	readonly id: string;
	/** The service's name as its users write it. */
	readonly displayName: string;
	readonly service: Service;
	readonly campaignId: IdRule;
	/** What a name can be, if the service has rules. */
	readonly name?: NameRule;
	readonly campaigns: CampaignOperations;
	/** What the service reports about how a campaign is doing, if it reports anything. */
	readonly figures?: FiguresCapability;
	/** Left out when the API has no calls for leads. */
	readonly leads?: LeadOperations;
	readonly trackedFields: TrackedFields;
	/** The service's own log of what happened to campaigns, if it has one. */
	readonly eventLog?: EventLog;
	/** What the service pushes, if it pushes anything about campaigns. */
	readonly webhooks?: Webhooks;
	/** The lists that this provider's fields offer, by the method name that the fields give. Names are unique in the package. */
	readonly optionLists?: Readonly<Record<string, OptionList>>;
	/** What users must know and no field shows, as Markdown. `npm run capabilities` writes it to the provider's page. */
	readonly notes?: readonly string[];
	/** What the editor warns about. The positions are part of parameter names, so add new hints at the end. */
	readonly hints?: readonly Hint[];
	/** Left out, there is no Check Account. */
	readonly accountCheck?: AccountCheck;
	/** Maps the service's own object to the neutral campaign. Never throws: anything unknown becomes null or `unknown`. */
	toCampaign(raw: RawCampaign, account: Account): CampaignDetails;
	/** What the service said in a refusal, or undefined when the answer is not one in the service's own form. */
	explain(answer: Answer): Explanation | undefined;
}

/** A notice in the editor: below Operation, or below Status when it is about a status. */
export interface Hint {
	/**
	 * The operations that show the hint. It can be one that the provider lacks, which stays selected after the user changed
	 * the provider.
	 */
	readonly operations: ReadonlyArray<Exclude<keyof CampaignOperations, 'content'> | 'upsert'>;
	/** Shows the hint only for these values of Status. */
	readonly status?: readonly CampaignStatus[];
	readonly text: string;
}
