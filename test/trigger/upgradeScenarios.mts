import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { type ProviderId } from '../engine/world.mts';

/** One poll: what is asked for, and what the service answers. */
export interface Step {
	what: string;
	provider: ProviderId;
	/** Another key than the sandbox's. The sandbox does not check it: every answer is given below. */
	key?: string;
	parameters: INodeParameters;
	/** The answers, in the order in which they are asked for. */
	answers: Answer[];
	budgetMs?: number;
	/** How fast the clock runs; 1 when not given. */
	timeScale?: number;
}

interface Answer {
	path: string;
	status?: number;
	body: IDataObject | IDataObject[] | string;
}

/** A campaign, by what the trigger looks at. */
interface Spec {
	name?: string;
	status?: 'first' | 'other';
	setting?: number;
	figure?: number;
}

const long = 'A name that is much too long to be stored in the state of the trigger';

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const send = (isEnabled: boolean, figure: number) => ({
	created_at: 1_700_000_000,
	status: 'running',
	send_progress: figure,
	send_data: { event_triggered_send: { enabled: isEnabled } },
});

const campaignOf: Record<ProviderId, (number: number, spec?: Spec) => IDataObject> = {
	dailyStory: (number, { name, status, setting } = {}) => ({
		campaignId: 100 + number,
		name: name ?? `Campaign ${number}`,
		status: status === 'other' ? 'Paused' : 'Active',
		cost: setting ?? 0,
		segments: [3, 1, 2],
	}),
	falconyte: (number, { name, status, setting, figure } = {}) => ({
		id: `f${number}`,
		name: name ?? `Campaign ${number}`,
		delivery_type: `type ${setting ?? 0}`,
		campaign_sends: [send(status !== 'other', figure ?? 0)],
	}),
	inbox: (number, { name, status, setting, figure } = {}) => ({
		id: `inbox${number}`,
		name: name ?? `Campaign ${number}`,
		status: status === 'other' ? 'paused' : 'active',
		hourlyMessageRate: setting ?? 0,
		contactedCount: figure ?? 0,
		updatedAt: '2026-01-01T00:00:00.000Z',
	}),
	rapidPro: (number, { name, status, setting } = {}) => ({
		uuid: uuid(number),
		name: name ?? `Campaign ${number}`,
		archived: status === 'other',
		group: { uuid: uuid(500 + (setting ?? 0)), name: 'Group' },
		created_on: '2026-01-01T00:00:00.000000Z',
	}),
	smartlead: (number, { name, status, setting } = {}) => ({
		id: 200 + number,
		name: name ?? `Campaign ${number}`,
		status: status === 'other' ? 'PAUSED' : 'ACTIVE',
		max_leads_per_day: setting ?? 0,
		created_at: '2026-01-01T00:00:00.000Z',
	}),
};

const listPaths: Record<ProviderId, string> = {
	dailyStory: '/campaigns$',
	falconyte: '/email/campaigns$',
	inbox: '/campaigns/v2$',
	rapidPro: '/campaigns.json$',
	smartlead: '/campaigns/?$',
};

/** One page of the list; `next` is where it goes on. */
function page(provider: ProviderId, campaigns: IDataObject[], next?: string): Answer {
	const bodies: Record<ProviderId, Answer['body']> = {
		dailyStory: { Status: true, Message: '', Response: { campaigns } },
		falconyte: { ok: true, campaigns },
		inbox: { data: campaigns, nextCursor: next ?? null },
		rapidPro: {
			next: next === undefined ? null : `https://inner.example/campaigns.json?cursor=${next}`,
			previous: null,
			results: campaigns,
		},
		smartlead: campaigns,
	};
	return { path: listPaths[provider], body: bodies[provider] };
}

/** Inbox's event log. */
function log(events: IDataObject[] = [], hasMore = false): Answer {
	return { path: '/events$', body: { events, hasMore, lastSeq: 0 } };
}

const logged = (seq: number, type: string, campaign: IDataObject): IDataObject => ({
	...{ seq, type: `campaign.${type}` },
	data: { campaign: { ...campaign, updatedAt: `2026-02-01T00:00:00.0${seq}Z` } },
});

/** The answer of the call for one campaign. */
function single(provider: ProviderId, campaign: IDataObject, status: 200 | 404 | 500): Answer {
	const id = String(campaign.campaignId ?? campaign.uuid ?? campaign.id);
	const found: Record<ProviderId, [path: string, body: Answer['body']]> = {
		dailyStory: [`/campaign/${id}$`, { Status: true, Message: '', Response: { campaign } }],
		falconyte: ['', {}],
		inbox: [`/campaigns/v2/${id}$`, campaign],
		rapidPro: [listPaths.rapidPro, { next: null, previous: null, results: [campaign] }],
		smartlead: [`/campaigns/${id}$`, campaign],
	};
	const [path, body] = found[provider];
	if (status === 200) return { path, body };
	if (status === 500) return { path, status, body: 'Server Error' };
	if (provider === 'rapidPro') return { path, body: { next: null, previous: null, results: [] } };
	if (provider === 'smartlead') return { path, body: {} };
	const refusal = { Status: false, Message: 'Not found', error: { code: 'NOT_FOUND' } };
	return { path, status: 404, body: refusal };
}

const all = ['created', 'updated', 'statusChanged', 'deleted'];
const unlimited = { requestsPerMinute: 1_000_000 };
const asking = (events: string[], more: INodeParameters = {}): INodeParameters => ({
	events,
	options: unlimited,
	...more,
});

const range = (from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** The answers to a poll that reads a list of one page, and Inbox's log. */
function whole(provider: ProviderId, campaigns: IDataObject[], ...more: Answer[]): Answer[] {
	return [page(provider, campaigns), ...(provider === 'inbox' ? [log()] : []), ...more];
}

function changes(provider: ProviderId): Step[] {
	const make = campaignOf[provider];
	const step = (what: string, answers: Answer[]): Step => ({
		...{ what, provider, answers },
		parameters: asking(all),
	});
	const first = [make(1), make(2), make(3), make(4, { name: long })];
	const changed = [
		make(5, { name: 'New; 100% ~new' }),
		make(1, { status: 'other' }),
		make(2, { name: 'Renamed' }),
		make(4, { name: `${long}, renamed`, setting: 1 }),
	];
	const gone = provider === 'falconyte' ? [] : [single(provider, make(3), 404)];
	const back = changed.map((campaign, index) => (index === 1 ? make(1) : campaign));
	return [
		step('the first poll', whole(provider, first)),
		step('nothing new', whole(provider, first)),
		step('changes', whole(provider, changed)),
		step('a deletion', whole(provider, changed, ...gone)),
		step('nothing new again', whole(provider, changed)),
		step('a status goes back', whole(provider, back)),
		step('a status changes once more', whole(provider, changed)),
	];
}

function confirmations(provider: ProviderId): Step[] {
	const make = campaignOf[provider];
	const step = (what: string, answers: Answer[]): Step => ({
		...{ what, provider, answers },
		parameters: asking(all),
		// Too short for a retry, but not for the requests.
		budgetMs: 400,
		timeScale: 0.01,
	});
	const rest = [1, 6, 7, 8, 9, 10, 11].map((number) => make(number));
	const first = range(1, 11).map((number) => make(number));
	return [
		step('the first poll', whole(provider, first)),
		step('four are missing', whole(provider, rest)),
		step(
			'one is there, one is gone, one is not known',
			whole(
				provider,
				rest,
				single(provider, make(2), 200),
				single(provider, make(3), 404),
				single(provider, make(4), 500),
			),
		),
		step('the last one is gone', whole(provider, rest, single(provider, make(5), 404))),
		step('two are there after all', whole(provider, [make(2), make(4), ...rest])),
		step('nothing new', whole(provider, [make(2), make(4), ...rest])),
	];
}

function halfRead(provider: 'falconyte' | 'inbox' | 'rapidPro'): Step[] {
	const make = campaignOf[provider];
	const size = provider === 'falconyte' ? 100 : 3;
	const numbers = range(1, 2 * size + 2);
	const pages = (list: IDataObject[], index: number): Answer => {
		const isLast = index === 2;
		const part = list.slice(index * size, (index + 1) * size);
		return page(provider, part, isLast ? undefined : `cursor${index}`);
	};
	const step = (
		what: string,
		list: IDataObject[],
		index: number,
		parameters: INodeParameters = asking(all),
	): Step => ({
		...{ what, provider, parameters, budgetMs: 1 },
		answers: [pages(list, index), ...(provider === 'inbox' ? [log()] : [])],
	});
	const first = numbers.map((number) => make(number));
	const renamed = numbers.map((number) =>
		make(number, number % size === 1 ? { name: `Renamed ${number}` } : {}),
	);
	// The last of the first page is pushed to the second one by a new campaign.
	const pushed = [make(900), ...renamed];
	return [
		step('page 1 of the first scan', first, 0),
		step('page 2 of the first scan', first, 1),
		step('page 3 of the first scan', first, 2),
		step('page 1 of the second scan', renamed, 0),
		step('page 2 of the second scan', renamed, 1),
		step('page 1 again, because other events are asked for', renamed, 0, asking(['updated'])),
		step('page 2', renamed, 1, asking(['updated'])),
		step('page 3', renamed, 2, asking(['updated'])),
		step('page 1 with all events', renamed, 0),
		step('page 2, moved', pushed, 1),
		step('page 3, moved', pushed, 2),
	];
}

const rapidPro = campaignOf.rapidPro;
const inbox = campaignOf.inbox;
const smartlead = campaignOf.smartlead;
const dailyStory = campaignOf.dailyStory;

const createdOnly: Step[] = (() => {
	const step = (what: string, answers: Answer[], more: Partial<Step> = {}): Step => ({
		...{ what, provider: 'rapidPro', answers, parameters: asking(['created']) },
		...more,
	});
	const list = (numbers: number[], next?: string) =>
		page(
			'rapidPro',
			numbers.map((number) => rapidPro(number)),
			next,
		);
	const everything = { parameters: asking(all) };
	return [
		step('the first poll', [list([4, 3], 'a'), list([2, 1])]),
		step('one page without a new one', [list([4, 3], 'a')]),
		step('a new one', [list([5, 4], 'a'), list([3, 2], 'b')]),
		step('new ones, and no time', [list([7, 6], 'a')], { budgetMs: 1 }),
		step('the rest', [list([5, 4], 'b'), list([3, 2], 'c'), list([1])]),
		step('one page again', [list([7, 6], 'a')]),
		step('all events, and one is missing', [list([7, 6, 5, 4, 3, 1])], everything),
		step(
			'still missing',
			[list([7, 6, 5, 4, 3, 1]), single('rapidPro', rapidPro(2), 404)],
			everything,
		),
		step('an empty list', [list([])], everything),
		step('nothing new', [list([7, 6, 5, 4, 3, 1])], everything),
	];
})();

const silent: Step[] = (() => {
	const step = (
		what: string,
		numbers: number[],
		parameters: INodeParameters,
		...more: Answer[]
	) => ({
		...{ what, provider: 'smartlead' as const, parameters },
		answers: whole(
			'smartlead',
			numbers.map((number) => smartlead(number)),
			...more,
		),
	});
	const [gone2, gone4] = [2, 4].map((number) => single('smartlead', smartlead(number), 404));
	return [
		step('the first poll', [1, 2, 3, 4, 5], asking(['updated'])),
		step('one is missing while nobody asks', [1, 3, 4, 5], asking(['updated'])),
		step('deletions are asked for', [1, 3, 4, 5], asking(all), ...(gone2 ? [gone2] : [])),
		step('another one is missing', [1, 3, 5], asking(all)),
		step('and gone', [1, 3, 5], asking(all), ...(gone4 ? [gone4] : [])),
		step('a list that lacks most of them', [1], asking(all)),
		step('and is itself again', [1, 3, 5], asking(all)),
	];
})();

const filtered: Step[] = (() => {
	const step = (what: string, list: IDataObject[], parameters: INodeParameters): Step => ({
		...{ what, provider: 'smartlead', parameters },
		answers: whole('smartlead', list),
	});
	const filters = { campaigns: '202, 201', name: ' CAMP ' };
	const narrow = { ...asking(['statusChanged', 'updated']), statuses: ['paused'], filters };
	const first = [1, 2, 3].map((number) => smartlead(number));
	const paused = [1, 2, 3].map((number) => smartlead(number, { status: 'other' }));
	const renamed = [1, 2, 3].map((number) => smartlead(number, { name: `Campus ${number}` }));
	const existing = asking(all, { options: { ...unlimited, emitExisting: true } });
	return [
		step('the first poll, with what exists', first, existing),
		step('the filters change', first, narrow),
		step('two of three pass', paused, narrow),
		step('other filters, and what both ask for', renamed, asking(['updated'])),
		step('other filters, and an empty list', [], narrow),
		step('other filters while the list is short', renamed, asking(['deleted'])),
		step('figures', renamed, asking(all, { options: { ...unlimited, figures: true } })),
		step(
			'with Simplify off',
			first,
			asking(all, { options: { ...unlimited, simplify: false, figures: true } }),
		),
	];
})();

const eventLog: Step[] = (() => {
	const step = (what: string, answers: Answer[], more: Partial<Step> = {}): Step => ({
		...{ what, provider: 'inbox', answers, parameters: asking(all) },
		...more,
	});
	const list = (...campaigns: IDataObject[]) => page('inbox', campaigns);
	const paused = inbox(1, { status: 'other' });
	const figures = { parameters: asking(all, { options: { ...unlimited, figures: true } }) };
	return [
		step('the first poll', [list(inbox(1), inbox(2)), log([logged(7, 'started', inbox(1))])]),
		step('messages only', [
			list(inbox(1), inbox(2)),
			log([{ seq: 8, type: 'message.received', data: {} }]),
		]),
		step('back and forth', [
			list(inbox(1), inbox(2)),
			log([logged(9, 'paused', paused), logged(10, 'resumed', inbox(1))]),
		]),
		step('created after the list was read', [
			list(inbox(1), inbox(2)),
			log([logged(11, 'created', inbox(3))]),
		]),
		step(
			'no time for the whole log',
			[list(paused, inbox(2), inbox(3)), log([logged(12, 'paused', paused)], true)],
			{ budgetMs: 1 },
		),
		step('the rest of the log', [
			list(paused, inbox(2, { name: 'Renamed' }), inbox(3)),
			log([logged(13, 'paused', inbox(2, { status: 'other' }))]),
		]),
		step('the list shows it', [
			list(paused, inbox(2, { name: 'Renamed', status: 'other' }), inbox(3)),
			log(),
		]),
		step(
			'figures',
			[list(paused, inbox(2, { name: 'Renamed', status: 'other', figure: 5 }), inbox(3)), log()],
			figures,
		),
		step(
			'more figures',
			[list(paused, inbox(2, { name: 'Renamed', status: 'other', figure: 6 }), inbox(3)), log()],
			figures,
		),
	];
})();

const accounts: Step[] = (() => {
	const step = (what: string, key: string | undefined, numbers: number[], first = 0): Step => ({
		...{ what, provider: 'smartlead', parameters: asking(all) },
		...(key === undefined ? {} : { key }),
		answers: whole(
			'smartlead',
			numbers.map((number) => smartlead(number + first)),
		),
	});
	const another: Step = {
		...{ what: 'another service', provider: 'dailyStory', parameters: asking(all) },
		answers: whole(
			'dailyStory',
			[1, 2].map((number) => dailyStory(number)),
		),
	};
	return [
		step('the first poll', undefined, [1, 2]),
		step('a new key of the same account', 'second key', [1, 2, 3]),
		step('a new key of an empty account', 'third key', []),
		step('a new key of another account', 'third key', [1, 2, 3], 50),
		step('a new one there', 'third key', [1, 2, 3, 4], 50),
		another,
		{ ...another, what: 'nothing new there' },
	];
})();

const trash: Step[] = (() => {
	const step = (what: string, list: IDataObject[], ...more: Answer[]): Step => ({
		...{ what, provider: 'dailyStory', parameters: asking(all) },
		answers: whole('dailyStory', list, ...more),
	});
	const [one, two] = [dailyStory(1), dailyStory(2)];
	const purged = single('dailyStory', one, 404);
	return [
		step('the first poll', [one, two]),
		step('one goes to the trash under another name', [
			{ ...one, status: 'Deleted', name: 'Old' },
			two,
		]),
		step('it is purged', [two]),
		step('still missing', [two], purged),
	];
})();

const warned: Step[] = (() => {
	const parameters = {
		...asking(all, { options: { requestsPerMinute: 6_000 } }),
		pollTimes: { item: Array.from({ length: 4_000 }, () => ({ mode: 'everyMinute' })) },
	};
	const list = (count: number, next?: string) =>
		page(
			'rapidPro',
			range(count, count + 1).map((number) => rapidPro(number)),
			next,
		);
	const step = (what: string, answers: Answer[]): Step => ({
		...{ what, provider: 'rapidPro', answers, parameters },
	});
	return [
		step('the first poll', [list(1, 'a'), list(3)]),
		step('nothing new', [list(1, 'a'), list(3)]),
		step('fewer pages', [list(1)]),
		step('more pages', [list(1, 'a'), list(3)]),
	];
})();

/**
 * Every kind of state that version 0.1.0 could leave. What it stored and reported in each step, run one after the other
 * on its last commit (7b3db56), is recorded in stateOf010.json. That file never changes.
 */
export const scenarios: Readonly<Record<string, Step[]>> = {
	...Object.fromEntries(
		(Object.keys(campaignOf) as ProviderId[]).map((provider) => [
			`${provider}: changes`,
			changes(provider),
		]),
	),
	...Object.fromEntries(
		(['dailyStory', 'inbox', 'rapidPro', 'smartlead'] as const).map((provider) => [
			`${provider}: deletions that must be confirmed`,
			confirmations(provider),
		]),
	),
	...Object.fromEntries(
		(['falconyte', 'inbox', 'rapidPro'] as const).map((provider) => [
			`${provider}: a list that takes several polls`,
			// 100 campaigns a page: five steps are enough.
			halfRead(provider).slice(0, provider === 'falconyte' ? 5 : undefined),
		]),
	),
	'only new campaigns': createdOnly,
	'deletions that nobody asked for': silent,
	filters: filtered,
	'the event log': eventLog,
	'other accounts': accounts,
	'the trash': trash,
	'polls that cost too much': warned,
};
