import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, type ProviderId, providerIds } from '../engine/world.mts';
import { facts } from '../providers/facts.mts';
import type { Outcome, Place } from './cell.mts';
import { type Fault, faults } from './faults.mts';
import { Pool } from './pool.mts';
import { openRedirectTarget, type RedirectTarget } from './redirectTarget.mts';
import type { Scenario } from './scenarios.mts';

const placeCount = 16;
const name = 'Made by the matrix';

/** A write of many steps, and the run that finishes it. */
interface LongWrite {
	readonly title: string;
	readonly provider: ProviderId;
	readonly scenario: Scenario;
	/** What finishes it, if not the same again. */
	readonly rerun?: INodeParameters;
	/** Whether the campaign was running before: then it may be left paused, and is not started by itself. */
	readonly mayStayPaused?: boolean;
}

const step = (subject: string, delay_in_days: number) => ({
	subject,
	email_body: `<p>${subject} "you" 🎉</p>`,
	delay_in_days,
});

const smartleadFields: INodeParameters = {
	follow_up_percentage: 40,
	timezone: 'Europe/Berlin',
	days_of_the_week: [1, 2],
	start_hour: '09:00',
	end_hour: '17:00',
	sequence: { steps: [step('One', 0), step('Two', 3)] },
	email_account_ids: [7301, 7302],
};

const event = (offset: number, message: string) => ({
	...{ relative_to: 'registration', offset, unit: 'days', delivery_hour: 9 },
	message,
});

const inboxSequence = JSON.stringify([
	{ type: 'message', data: { segments: [{ type: 'static', text: 'Hi' }] } },
	{ type: 'delay', data: { delaySeconds: 86_400, unit: 'days' } },
	{ type: 'message', data: { segments: [{ type: 'static', text: 'Still there?' }] } },
]);

const upsert = (provider: ProviderId, additionalFields: INodeParameters): LongWrite => ({
	title: 'a whole new campaign',
	provider,
	scenario: {
		verb: 'upsert',
		parameters: {
			operation: 'upsert',
			matchBy: 'name',
			name,
			...facts[provider].create.required,
			additionalFields,
		},
		makes: name,
	},
});

const falconyte: INodeParameters = {
	operation: 'create',
	name,
	...facts.falconyte.create.required,
	additionalFields: { startNow: true },
};

const longWrites: readonly LongWrite[] = [
	upsert('smartlead', { ...smartleadFields, startNow: true }),
	upsert('rapidPro', {
		eventsJson: JSON.stringify([event(0, 'Hello'), event(7, 'A week'), event(30, 'A month')]),
	}),
	upsert('inbox', { excludeMutuals: true, sequenceJson: inboxSequence, startNow: true }),
	upsert('dailyStory', { description: 'Whole' }),
	{
		title: 'a whole new campaign, with Use Existing',
		provider: 'falconyte',
		scenario: { verb: 'create', parameters: falconyte, makes: name },
		rerun: { ...falconyte, options: { ifNameExists: 'use' } },
	},
	{
		title: 'a running campaign, paused for the change',
		provider: 'smartlead',
		scenario: {
			verb: 'update',
			parameters: {
				operation: 'update',
				campaign: byId(facts.smartlead.activeCampaign.id),
				updateFields: { ...smartleadFields, email_account_ids: [7302, 7303] },
				options: { pauseWhileChanging: true },
			},
		},
		mayStayPaused: true,
	},
];

const pool = new Pool();
let redirectTarget: RedirectTarget;
let cellsRun = 0;

beforeAll(async () => {
	redirectTarget = await openRedirectTarget();
	await pool.open(placeCount);
});

afterAll(async () => {
	await pool.close();
	await redirectTarget.close();
	process.stdout.write(`Resume: ${cellsRun} interrupted writes finished\n`);
}, 60_000);

/** What a service stores, without what a repeated step may change: IDs and versions. */
function comparable({ state, events }: Outcome, mayStayPaused = false): string {
	const what = ({ relative_to, offset, message }: IDataObject) =>
		JSON.stringify([relative_to, offset, message]);
	const text = [state, ...events.map(what).sort()]
		.join('\n')
		.replace(/"(id|email_campaign_seq_id)":\d{6}\b/g, '"$1":0')
		.replace(/"version":\d+/g, '"version":0')
		.replace(/"id":"[0-9a-z]{24}"/g, '"id":"new"')
		.replace(/"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"/g, '"uuid"');
	return mayStayPaused ? text.replace(/"status":"(PAUSED|ACTIVE)"/g, '"status":""') : text;
}

const isWrite = ({ method }: { method: string }) => method !== 'GET';

/** Breaks a write off at one request, runs it again, and once more. @returns what does not hold */
async function interrupt(
	place: Place,
	{ provider, scenario, rerun, mayStayPaused }: LongWrite,
	done: Outcome,
	fault: Fault,
	at: number,
): Promise<string[]> {
	const { handled, isSlow } = fault;
	const trouble = typeof fault.trouble === 'function' ? fault.trouble() : fault.trouble;
	const first = await place.run(provider, scenario, { trouble, handled, isSlow, at, times: 1 });
	const again: Scenario = { ...scenario, parameters: rerun ?? scenario.parameters };
	const second = await place.runAgain(provider, again);
	const third = await place.runAgain(provider, again);
	const wrong: string[] = [];
	const must = (holds: boolean, what: string) => {
		if (!holds) wrong.push(what);
	};
	const expected = comparable(done, mayStayPaused);
	const said = (outcome: Outcome) => `${outcome.error?.message} ${outcome.error?.description}`;
	// Only content is looked at when a success comes without its data. Other fields are as the answer says.
	const isHollow = fault.once.idempotent === 'whatIsTrue';
	if (first.error === undefined && !isHollow) {
		must(comparable(first, mayStayPaused) === expected, 'success, but not all was done');
	}
	must(second.error === undefined, `the rerun failed: ${said(second)}`);
	must(comparable(second, mayStayPaused) === expected, 'the rerun did not complete it');
	must(third.error === undefined, `the run after it failed: ${said(third)}`);
	must(!third.arrived.some(isWrite), 'the run after it wrote again');
	if (scenario.makes !== undefined) {
		must(second.made.length === 1, `${second.made.length} campaigns were made`);
	}
	return wrong;
}

/** Breaks a write off at every request that writes, in every way. @returns what does not hold, by cell */
async function interruptAll(write: LongWrite): Promise<string[]> {
	const { provider, scenario } = write;
	const done = await pool.lend(async (place) => await place.run(provider, scenario));
	if (done.error !== undefined) return [`fails without any fault: ${done.error.message}`];
	const boundaries = done.arrived.flatMap((request, at) => (isWrite(request) ? [at] : []));
	const cells = boundaries.flatMap((at) =>
		faults(redirectTarget.address).map(async (fault) => {
			const wrong = await pool.lend(
				async (place) => await interrupt(place, write, done, fault, at),
			);
			cellsRun++;
			return wrong.map((what) => `${fault.name}, at request ${at}: ${what}`);
		}),
	);
	return (await Promise.all(cells)).flat();
}

it('covers every provider', () => {
	expect([...new Set(longWrites.map(({ provider }) => provider))].sort()).toEqual(
		[...providerIds].sort(),
	);
});

it.each(longWrites.map((write) => [write.provider, write.title, write] as const))(
	'%s: %s is finished by a rerun, wherever it broke off',
	async (_provider, _title, write) => {
		expect(await interruptAll(write)).toEqual([]);
	},
	600_000,
);
