import type { CampaignStatus, RawCampaign } from '../../campaign';
import type { AccountCheck, Trial } from '../../providers/contract/accountCheck';
import type { Fields } from '../../providers/contract/campaigns';
import type { ProviderRequest } from '../../providers/contract/request';
import type { Difference } from './differences';
import { difference } from './differences';
import type { Examiner, Expectation, Reply } from './examiner';
import type { Found } from './reads';

/**
 * Tries the calls that write, on one campaign that it makes for this: in a state that reaches nobody, and only towards
 * paused. No other campaign is written: nothing is until the new one was read with the name that it was given.
 *
 * @param name the new campaign's name
 * @returns what is left, for the report
 */
export async function tryWrites(
	examiner: Examiner,
	check: AccountCheck,
	found: Found,
	name: string,
): Promise<string> {
	const { create } = examiner.client.provider.campaigns;
	const { trial } = check;
	// What was there before must be known, so that it is not written.
	if (found.ids === undefined) {
		examiner.miss('create the campaign', []);
		return 'No campaign was made: the campaigns of the account could not be listed.';
	}
	const fields = trial.fields({ options: (list) => found.options.get(list) ?? [] });
	if (fields === undefined) {
		const needs = trial.needs ?? 'what a campaign needs';
		examiner.miss('create the campaign', [{ at: 'account', expected: needs, found: 'none' }]);
		return `No campaign was made: the account has to have ${needs}.`;
	}
	const reply = await examiner.ask(create.request({ name, ...fields }));
	const id = (reply.ok ? create.parseId(reply.body) : undefined) ?? '';
	if (id === '' && !reply.ok && !reply.mayHaveTakenEffect) return 'No campaign was made.';
	const maybeLeft = `A campaign with the name ${name} may be left. Look for it in the web app, and delete it there.`;
	if (id === '') return maybeLeft;
	if (found.ids.has(id)) {
		examiner.note('create the campaign: the new ID', 'observed', [
			{ at: 'ID', expected: 'a new one', found: 'that of a campaign that was there before' },
		]);
		return maybeLeft;
	}
	const subject = new Subject(examiner, check, id, name);
	const current = await subject.read('read the new campaign', (campaign) =>
		difference('status', trial.status, subject.statusBut(campaign, trial.status)),
	);
	if (current === undefined || !subject.isTrial(current)) return maybeLeft;
	return await tryChanges(subject, trial, current, maybeLeft);
}

async function tryChanges(
	subject: Subject,
	trial: Trial,
	current: RawCampaign,
	maybeLeft: string,
): Promise<string> {
	const change = async () => await subject.change(trial.change?.(subject.name), current);
	const pause = async () => await subject.pause(trial, current);
	// A campaign that runs although it should not is paused before anything else.
	const isAsMade = subject.statusBut(current, trial.status) === false;
	for (const act of isAsMade ? [change, pause] : [pause, change]) await act();
	if (trial.removal === undefined) return trial.left;
	return (await subject.remove(trial, current)) ? trial.left : maybeLeft;
}

/** The campaign that was made for the check. */
class Subject {
	constructor(
		private readonly examiner: Examiner,
		private readonly check: AccountCheck,
		private readonly id: string,
		readonly name: string,
	) {}

	/** Whether a campaign is the one that was made. */
	isTrial(campaign: RawCampaign): boolean {
		return this.examiner.client.normalize(campaign).name === this.name;
	}

	/** The status of a campaign, or false when it is the expected one. */
	statusBut(campaign: RawCampaign, expected: CampaignStatus): CampaignStatus | false {
		const { status } = this.examiner.client.normalize(campaign);
		return status !== expected && status;
	}

	/** Reads the campaign: alone or, where that is not possible, in the list. */
	async read(
		purpose: string,
		inspectCampaign: (campaign: RawCampaign) => Difference[],
	): Promise<RawCampaign | undefined> {
		const { get, getAll } = this.examiner.client.provider.campaigns;
		const ask = async (
			request: ProviderRequest,
			parse: (body: unknown) => RawCampaign | null | undefined,
		) => {
			const { ok, body } = await this.ask(request, {
				purpose,
				inspect(answer) {
					const campaign = parse(answer);
					return campaign === null || campaign === undefined
						? [{ at: 'campaign', expected: 'the new one', found: 'none' }]
						: inspectCampaign(campaign);
				},
			});
			return (ok ? parse(body) : undefined) ?? undefined;
		};
		const alone =
			get.by === 'list' ? undefined : await ask(get.request(this.id), get.parseCampaign);
		if (alone !== undefined) return alone;
		const list = getAll.firstPage({ name: this.name });
		return await ask(list, (body) =>
			getAll
				.parsePage(body, list)
				?.entries.find((raw) => this.examiner.campaignIdOf(raw) === this.id),
		);
	}

	/** Changes the campaign, twice in the same way. */
	async change(fields: Fields | undefined, current: RawCampaign): Promise<void> {
		const { update } = this.examiner.client.provider.campaigns;
		if (update === undefined || fields === undefined) return;
		for (const { request } of update.steps(this.id, fields, current)) await this.askTwice(request);
		await this.read('read the campaign after its change', (campaign) =>
			update
				.differences(fields, campaign)
				.flatMap(({ field }) => difference(field, 'as it was written', 'another value')),
		);
	}

	/** Pauses the campaign, twice. */
	async pause({ status, pause }: Trial, current: RawCampaign): Promise<void> {
		const { changeStatus } = this.examiner.client.provider.campaigns;
		if (changeStatus?.targets.every((target) => target.status !== 'paused') !== false) return;
		const request = changeStatus.request(this.id, 'paused', current);
		await this.askTwice({ ...request, purpose: 'pause the campaign' }, pause, pause);
		const expected = pause === undefined ? 'paused' : status;
		await this.read('read the campaign after its pause', (campaign) =>
			difference('status', expected, this.statusBut(campaign, expected)),
		);
	}

	/**
	 * Removes the campaign, twice.
	 *
	 * @returns whether the service said that it did
	 */
	async remove({ removal, repeatedRemoval }: Trial, current: RawCampaign): Promise<boolean> {
		const { campaigns } = this.examiner.client.provider;
		const { get, changeStatus, delete: deletion } = campaigns;
		const status = removal === 'delete' ? undefined : removal?.status;
		const request =
			status === undefined
				? deletion?.request(this.id)
				: changeStatus?.request(this.id, status, current);
		if (request === undefined) return false;
		const { ok } = await this.askTwice(
			{ ...request, purpose: 'remove the campaign' },
			undefined,
			repeatedRemoval,
		);
		if (status !== undefined) {
			await this.read('read the campaign after its removal', (campaign) =>
				difference('status', status, this.statusBut(campaign, status)),
			);
		} else if (get.by === 'call') {
			await this.ask(get.request(this.id), {
				purpose: 'read the campaign after its removal',
				expected: this.check.unknown,
			});
		}
		return ok;
	}

	/** @returns the reply to the first of the two */
	private async askTwice(
		request: ProviderRequest,
		expected?: Expectation['expected'],
		expectedAgain?: Expectation['expected'],
	): Promise<Reply> {
		const reply = await this.ask(request, { expected });
		const purpose = `${request.purpose}, once more`;
		await this.ask(request, { purpose, expected: expectedAgain });
		return reply;
	}

	private async ask(request: ProviderRequest, expectation: Expectation): Promise<Reply> {
		return await this.examiner.ask(request, { ...expectation, id: this.id });
	}
}
