import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { ObservableObject } from 'n8n-workflow';
import type { PollCall } from '../../engine/host.mts';
import type {
	Filter,
	Memory,
	ScanResult,
	ScanTarget,
	TriggerEvent,
} from '../snapshot/builtModules.mts';
import { hostModules, snapshotModules } from '../snapshot/builtModules.mts';
import { fetchedRow } from '../snapshot/simulatedPoll.mts';
import type { Row, Service } from '../snapshot/simulatedService.mts';

const { StoredState } = hostModules;
const { advance, applyAnswers, ListDigest } = snapshotModules;

let epochs = 0;

/** The functions of a poll that the state needs, on the data of a simulated host. */
function functionsOf({ node, root, data }: PollCall): IPollFunctions {
	const globalData = () => {
		root.global ??= ObservableObject.create(
			{},
			root as IDataObject & { __dataChanged: boolean },
		) as IDataObject;
		return root.global as IDataObject;
	};
	const functions = {
		getWorkflowStaticData: (type: string) => (type === 'node' ? data : globalData()),
		getWorkflow: () => ({ id: 'workflow', active: true }),
		getNode: () => ({ id: node.id, name: node.name }),
	};
	return functions as unknown as IPollFunctions;
}

/** What one poll came to. */
export interface HostedPoll {
	events: readonly TriggerEvent[];
	/** The campaigns as the list showed them; undefined when the list was wrong. */
	shown: readonly Row[] | undefined;
}

/**
 * One poll of the trigger's own state, memory and functions. Only the service and the host are simulated.
 *
 * @param isShort the list is empty although campaigns exist
 */
export function pollOnHost(
	call: PollCall,
	memory: Memory,
	service: Service,
	filter: Filter,
	isShort: boolean,
): HostedPoll {
	const target: ScanTarget = {
		...{ owner: `workflow:${call.node.id}`, provider: 'test', account: 'account', basis: 'basis' },
		trackedFields: { settings: ['limit'], figures: [] },
		hasNumberedPages: false,
		newEpoch: `epoch ${++epochs}`,
	};
	const stored = new StoredState(functionsOf(call), target, filter, memory);
	if (stored.isJustReported) return { events: [], shown: undefined };
	const rows = isShort ? [] : service.page('').rows;
	const digest = new ListDigest();
	digest.add(JSON.stringify(rows));
	const fetched = new Map(rows.map(fetchedRow).map((each) => [each.raw, each]));
	const scan: ScanResult = {
		...{ target, listPath: 'list', isComplete: true, isRestarted: false, stoppedEarly: false },
		startedAt: service.now,
		list: [...fetched.keys()],
		parse: (raw) => {
			const found = fetched.get(raw);
			if (found === undefined) throw new Error('This campaign was not fetched.');
			return found;
		},
		digest: digest.finish(),
	};
	const shown = isShort ? undefined : rows;
	if (stored.isUnchangedBy(scan)) {
		stored.update(false, undefined);
		return { events: [], shown };
	}
	const { state, scan: rest } = stored.comparisonWith(scan);
	const step = advance(state, rest, filter, false);
	const outcome = applyAnswers(step, { deleted: step.questions, existing: [], unclear: [] });
	stored.save(outcome.state, outcome.events.length > 0);
	const events = outcome.events.flatMap((event) => ('change' in event ? [event] : []));
	return { events, shown };
}
