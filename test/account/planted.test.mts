import axios from 'axios';
import { type ProviderId, useSandbox } from '../engine/world.mts';
import { facts } from '../providers/facts.mts';
import { checkAccount, limits } from './check.mts';
import { type Json, valuesIn } from './json.mts';
import { type Plant, plants } from './plants.mts';

const world = useSandbox();

beforeEach(async () => {
	await world.control('PUT', '/limits', limits);
});

/** What the service usually answers. */
async function usualBody(provider: ProviderId, path: string): Promise<Json> {
	const { apiPath, authentication } = facts[provider].api;
	const { headers, query } = authentication;
	const url = world.address(provider) + apiPath + path;
	const answer = await axios.get<Json>(url, { headers, params: query, validateStatus: () => true });
	return answer.data;
}

/** @returns the body that was planted */
async function plant({ provider, path, after = 0, ...how }: Plant): Promise<Json> {
	const usual = await usualBody(provider, path);
	const body = how.body?.(usual) ?? usual;
	const [plain = ''] = path.split('?');
	const pattern = `${facts[provider].api.apiPath}${plain}$`.replaceAll('.', '\\.');
	// A fault that only waits, and not at all: the service answers as usual.
	if (after > 0) await world.fault({ provider, path: pattern, delayMs: 0, times: after });
	const { status = 200, headers = {} } = how;
	await world.fault({ provider, method: 'GET', path: pattern, status, headers, body });
	return body;
}

/** Words that a report may contain although a service sent them, too. */
const vocabulary = /^[A-Za-z_.]{1,30}$/;

it('plants 60 differences or more', () => {
	expect(plants.length).toBeGreaterThanOrEqual(60);
});

it.each(plants)('$provider: $what', async (planted) => {
	const body = await plant(planted);
	const checked = await checkAccount(world, planted.provider);

	const found = checked.calls.filter(({ differences }) => differences.length > 0);
	expect(
		found.map(({ outcome, differences }) => ({
			outcome,
			differences: differences.map((each) => [each.at, each.found]).toSorted(),
		})),
	).toEqual([
		{ outcome: planted.outcome ?? 'differs', differences: planted.differences.toSorted() },
	]);
	expect(found[0]?.call.startsWith(planted.call)).toBe(true);
	const others = checked.calls.filter((call) => call !== found[0]).map(({ outcome }) => outcome);
	// What is not listed cannot be read.
	expect(others.filter((outcome) => !['as expected', 'not tried'].includes(outcome))).toEqual([]);
	for (const { at, found: what } of found[0]?.differences ?? []) {
		expect(checked.report).toContain(`- \`${at}\``);
		expect(checked.report).toContain(`found ${what}`);
	}

	const stored = await world.stored(planted.provider);
	const values = [...valuesIn(body), ...valuesIn(stored)].filter(
		(value) => value.length > 3 && !vocabulary.test(value),
	);
	expect(values.length).toBeGreaterThan(10);
	expect(values.filter((value) => checked.text.includes(value))).toEqual([]);
	expect(checked.text).not.toContain('Nadia');
	expect(checked.text).not.toContain('127.0.0.1');
	expect(checked.text).not.toContain(world.credential(planted.provider).apiKey);
});
