import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Campaign } from '../campaign';
import { simplify } from '../campaign';
import type { Change } from './snapshot/diff';
import type { Event } from './snapshot/events';
import type { Source } from './snapshot/filter';

/** How items are made. */
export interface Making {
	readonly provider: string;
	readonly simplify: boolean;
	/** ISO time by the service's clock. */
	readonly detectedAt: string;
}

/** One item for each event. */
export function itemsOf(events: readonly Event[], making: Making): INodeExecutionData[] {
	return events.map(({ eventId, change }) => ({
		json: {
			event: change.event,
			eventId,
			detectedAt: making.detectedAt,
			campaign: campaignOf(change, making),
			...(change.previous === undefined ? {} : { previous: { ...change.previous } }),
		},
	}));
}

function campaignOf({ entry, source }: Change<Source>, making: Making): IDataObject {
	if (source !== undefined) return making.simplify ? simplify(source.campaign) : source.raw;
	const { provider } = making;
	const gone: { [Field in keyof Campaign]?: Campaign[Field] | null } = {
		...{ id: entry.id, name: entry.name, status: 'deleted', providerStatus: null, provider },
		...{ createdAt: null, updatedAt: null, url: null },
	};
	return gone;
}
