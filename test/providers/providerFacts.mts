import type { IDataObject, INodeParameters } from 'n8n-workflow';

/**
 * What the tests need to know about a provider: one file a provider, listed in facts.mts. IDs, names and values are those
 * of the sandbox's seed.
 */
export interface ProviderFacts {
	/** The service's name, as the node writes it. */
	readonly displayName: string;
	readonly api: ApiFacts;
	readonly ids: {
		/** The field of the service's own object that holds the ID. */
		readonly field: 'campaignId' | 'id' | 'uuid';
		/** Whether an ID is a whole number. */
		readonly isNumeric: boolean;
		/** A well-formed ID that no campaign has. */
		readonly missing: string;
	};
	/** An active campaign. */
	readonly activeCampaign: { readonly id: string; readonly name: string };
	/** A campaign that can be deleted; undefined where there is no Delete. */
	readonly deletableId?: string;
	readonly create: {
		/** Parameters without which the service creates nothing, besides the name. */
		readonly required: INodeParameters;
		/** An optional field, one that takes a follow-up request where the service has such fields. */
		readonly additionalFields?: INodeParameters;
		/**
		 * Whether a campaign whose creation was not answered can be recognized in the list. It takes a time of creation to
		 * tell it from an older campaign with the same name.
		 */
		readonly isRecoverable: boolean;
		/** Names that the service does not accept, with what the error says about each. */
		readonly refusedNames: ReadonlyArray<{ readonly name: string; readonly reason: string }>;
	};
	/** A change to the active campaign; undefined where there is no Update. */
	readonly update?: {
		readonly fields: INodeParameters;
		/** The same change as parameters of Create or Update. */
		readonly upsert: INodeParameters;
		/** Whether everything that was written can be read back, so that a lost response does not matter. */
		readonly isVerifiable: boolean;
	};
	/** A status that a new campaign can be set to; undefined where there is no Change Status. */
	readonly newStatus?: 'active' | 'paused';
	readonly errors: ErrorFacts;
	readonly editor: EditorFacts;
}

/** How the sandbox serves the provider's API. */
export interface ApiFacts {
	/** Path of the service below the sandbox's address; both together make the credential's Base URL. */
	readonly basePath: string;
	/** Path of the API below the Base URL. */
	readonly apiPath: string;
	/** What a request carries to be accepted. */
	readonly authentication: {
		readonly headers: Readonly<Record<string, string>>;
		readonly query: Readonly<Record<string, string>>;
	};
	/** Path of the campaign list, below the API's path. */
	readonly listPath: string;
	/** The request that creates a campaign: its path, below the API's path, and its body besides the name. */
	readonly create: { readonly path: string; readonly body: IDataObject };
	/** Every path that the node may request for a campaign, below the API's path; `:id` stands for one segment. */
	readonly campaignPaths: readonly string[];
	/** The documented rate; undefined where the service documents none. */
	readonly rateLimit?: { readonly requests: number; readonly windowMs: number };
}

/** How the service reports failures. */
export interface ErrorFacts {
	/** Refusals of a request for the list, and the message that the node shows for each. */
	readonly refusals: ReadonlyArray<{
		readonly status: number;
		readonly body: IDataObject | string[];
		readonly message: string;
	}>;
	/** Answers to a rejected key. */
	readonly rejectedKey: ReadonlyArray<{ readonly status: number; readonly body: IDataObject }>;
	/** Where users find the key, as the error names it. */
	readonly keyLocation: string;
	/** A failure with status 200 and its reason; undefined where the service sends no such thing. */
	readonly failureWith200?: { readonly body: IDataObject; readonly reason: string };
	/** A failure with status 200 and without a reason; undefined where the service sends no such thing. */
	readonly failureWithoutReason?: IDataObject;
	/** An answer with status 200 that does not prove the key right; undefined where the service sends no such thing. */
	readonly inconclusiveTest?: IDataObject;
}

/** What users find in the editor: from the service's documentation, not from the node's source. */
export interface EditorFacts {
	readonly operations: readonly string[];
	/** The options of Status in Change Status; undefined where there is no such operation. */
	readonly statuses?: readonly string[];
	/** The labels of the fields of Create. */
	readonly createFields: readonly string[];
	readonly additionalFields: readonly string[];
	/** How the fields of Update differ; undefined where there is no Update. */
	readonly updateFields?: {
		readonly added: readonly string[];
		readonly removed: readonly string[];
	};
	/** Lists of options that load at once: the method, and one of the options. */
	readonly optionLists: ReadonlyArray<{ readonly method: string; readonly option: string }>;
}
