import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { ProviderId } from '../engine/world.mts';
import { facts } from '../providers/facts.mts';

/** A write request that the sandbox received. */
export interface WriteRequest {
	readonly method: string;
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	readonly body: unknown;
}

/** What a request does: the step that it should be, and the ID or the name of the campaign. */
export interface Deed {
	readonly step: string;
	readonly id?: string;
	readonly name?: string;
	/** An event, where a request names nothing else. */
	readonly event?: string;
}

/** The wishes of a provider, and what its requests do. */
export interface Pairs {
	/** A wish: the fields of Additional Fields and Update Fields that are set, by name. */
	readonly wish: fc.Arbitrary<IDataObject>;
	/** The fields that Update does not have. */
	readonly onlyCreated: readonly string[];
	/** Fields that cannot be read back: with one of them, a second write is right. */
	readonly writeOnly: readonly string[];
	readonly statuses: readonly string[];
	deed(request: WriteRequest): Deed;
}

const maybe = <T,>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 1 });
const rarely = <T,>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 9 });
const jsonOf = <T,>(list: fc.Arbitrary<T[]>) => list.map((value) => JSON.stringify(value));

const texts = ['A "quote"', 'B 🎉 & <more>', 'C\nwith lines'] as const;

const smartleadStep = fc.record({
	subject: fc.constantFrom('One', 'Two "2" 🎉', 'Three'),
	email_body: fc.constantFrom('<p>A & b</p>', '<p>C<br/>d</p>', "It's <b>e</b> <i>f</i>"),
	seq_delay_details: fc.record({ delay_in_days: fc.constantFrom(0, 1, '3') }),
});
const withVariants = fc
	.tuple(smartleadStep, fc.array(smartleadStep, { minLength: 1, maxLength: 2 }))
	.map(([{ seq_delay_details: delay }, variants]) => ({
		seq_delay_details: delay,
		seq_variants: variants.map(({ subject, email_body }) => ({ subject, email_body })),
	}));
const schedule = fc.record({
	timezone: fc.constantFrom('Europe/Berlin', 'Asia/Tokyo'),
	days_of_the_week: fc.constantFrom([1, 2], [5, 0]),
	start_hour: fc.constantFrom('08:00', '09:00'),
	end_hour: fc.constant('17:00'),
	min_time_btw_emails: fc.constantFrom(5, 20),
	max_new_leads_per_day: fc.constant(10),
});

const textMessage = (text: string) => ({
	type: 'message',
	data: { segments: [{ type: 'static', text }] },
});
const inboxStep = fc.oneof(
	fc.constantFrom(...texts).map(textMessage),
	fc.constantFrom(86_400, 172_800).map((delaySeconds) => ({
		type: 'delay',
		data: { delaySeconds, unit: 'days' },
	})),
);

const event = fc.record({
	relative_to: fc.constantFrom('registration', 'due_date', 'created_on'),
	offset: fc.constantFrom(0, 7, -1),
	unit: fc.constantFrom('days', 'weeks'),
	delivery_hour: fc.constantFrom(-1, 9),
	message: fc.constantFrom(...texts),
});

const lastOf = (path: string, back = 1) => path.split('/').at(-back) ?? '';
const textOf = (body: unknown, key: string) =>
	String((body as IDataObject | null | undefined)?.[key] ?? '');

const statusSteps: Readonly<Record<string, string>> = {
	START: 'start campaign',
	PAUSED: 'pause campaign',
	STOPPED: 'stop campaign',
	Active: 'start campaign',
	Paused: 'pause campaign',
	Archived: 'archive campaign',
};

/** The generators of every provider. */
export const pairs: Readonly<Record<ProviderId, Pairs>> = {
	smartlead: {
		wish: fc
			.record({
				follow_up_percentage: maybe(fc.constantFrom(40, '50', 100)),
				unsubscribe_text: maybe(fc.constantFrom(...texts)),
				send_as_plain_text: maybe(fc.boolean()),
				bounce_autopause_threshold: rarely(fc.constant('5')),
				schedule: rarely(schedule),
				sequenceJson: rarely(
					jsonOf(fc.array(fc.oneof(smartleadStep, withVariants), { maxLength: 3 })),
				),
				email_account_ids: rarely(fc.subarray([7301, 7302, '7303'], { minLength: 1 })),
				startNow: rarely(fc.constant(true)),
			})
			.map(({ schedule: set, ...rest }) => ({ ...rest, ...set })),
		onlyCreated: ['startNow'],
		writeOnly: ['bounce_autopause_threshold'],
		statuses: ['active', 'paused', 'stopped'],
		deed({ method, path, body }) {
			const last = lastOf(path);
			if (last === 'create') return { step: 'create campaign', name: textOf(body, 'name') };
			if (/^\d+$/.test(last)) return { step: 'delete campaign', id: last };
			const id = lastOf(path, 2);
			const steps: Readonly<Record<string, string | undefined>> = {
				settings: 'save settings',
				schedule: 'save schedule',
				sequences: 'save sequence',
				'email-accounts': method === 'POST' ? 'add email accounts' : 'remove email accounts',
				status: statusSteps[textOf(body, 'status')],
			};
			return { step: steps[last] ?? path, id };
		},
	},
	rapidPro: {
		wish: fc.record({
			group: maybe(fc.constantFrom('Farmers', 'reporters')),
			eventsJson: rarely(
				jsonOf(
					fc.uniqueArray(event, {
						maxLength: 3,
						selector: ({ relative_to, offset, unit }) => `${relative_to} ${offset} ${unit}`,
					}),
				),
			),
		}),
		onlyCreated: [],
		writeOnly: [],
		statuses: [],
		deed({ method, path, query, body }) {
			const { uuid } = query;
			if (lastOf(path) === 'campaigns.json') {
				return uuid === undefined
					? { step: 'create campaign', name: textOf(body, 'name') }
					: { step: 'update campaign', id: uuid };
			}
			if (method === 'DELETE') return { step: 'delete event', event: uuid };
			const verb = uuid === undefined ? 'create' : 'update';
			return { step: `${verb} event`, id: textOf(body, 'campaign') };
		},
	},
	inbox: {
		wish: fc.record({
			excludeContacted: maybe(fc.boolean()),
			excludeMutuals: maybe(fc.boolean()),
			syncedListIds: rarely(fc.constantFrom('l1st0founders0sandbox000')),
			detachBehavior: rarely(fc.constant('unlink')),
			sequenceJson: rarely(jsonOf(fc.array(inboxStep, { minLength: 1, maxLength: 3 }))),
			startNow: rarely(fc.constant(true)),
		}),
		onlyCreated: ['startNow'],
		writeOnly: ['detachBehavior'],
		statuses: ['active', 'paused'],
		deed({ path, body }) {
			const steps: Readonly<Record<string, string | undefined>> = {
				rules: 'save lead rules',
				sequence: 'save sequence',
				enable: 'start campaign',
				disable: 'pause campaign',
			};
			const step = steps[lastOf(path)];
			return step === undefined
				? { step: 'create campaign', name: textOf(body, 'name') }
				: { step, id: lastOf(path, 2) };
		},
	},
	dailyStory: {
		wish: fc.record({
			description: maybe(fc.constantFrom(...texts)),
			isNotifyNewLead: maybe(fc.boolean()),
			cost: maybe(fc.constantFrom(1, '2.5')),
			segments: maybe(fc.constantFrom('812, 811', [811, 812], '811')),
			conversionGoalsMqls: rarely(fc.constantFrom(5, 6)),
		}),
		onlyCreated: [],
		writeOnly: [],
		statuses: ['active', 'paused', 'archived'],
		deed({ body }) {
			const id = textOf(body, 'campaignId');
			if (id === '') return { step: 'create campaign', name: textOf(body, 'name') };
			const status = textOf(body, 'status');
			return { step: status === '' ? 'save fields' : (statusSteps[status] ?? status), id };
		},
	},
	falconyte: {
		wish: fc.record({ startNow: maybe(fc.constant(true)) }),
		onlyCreated: [],
		writeOnly: [],
		statuses: ['active', 'paused'],
		deed({ path, body }) {
			const last = lastOf(path);
			if (last === 'start') return { step: 'start campaign', id: lastOf(path, 2) };
			if (last === 'stop') return { step: 'pause campaign', id: lastOf(path, 2) };
			return { step: 'create campaign', name: textOf(body, 'name') };
		},
	},
};

/** Every field that a wish of the provider can set, as an expression over the item. */
export function wishParameters(provider: ProviderId, isUpdate: boolean): INodeParameters {
	const { wish, onlyCreated } = pairs[provider];
	const names = new Set(fc.sample(wish, { numRuns: 50, seed: 1 }).flatMap(Object.keys));
	const required = new Set(Object.keys(facts[provider].create.required));
	const set = [...names].filter((name) => !(isUpdate && onlyCreated.includes(name)));
	return Object.fromEntries(
		set
			.filter((name) => isUpdate || !required.has(name))
			.map((name) => {
				const value = `={{ $json.wish["${name}"] ?? null }}`;
				const isLocator = required.has(name) && name === 'group';
				return [name, isLocator ? { __rl: true, mode: 'id', value } : value];
			}),
	);
}
