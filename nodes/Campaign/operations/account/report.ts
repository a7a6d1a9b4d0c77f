import type { ApiClient } from '../../transport/client';
import type { CheckedCall } from './examiner';

/** What the report says about the whole check. */
export interface ReportFacts {
	/** When the check began, ISO 8601. */
	readonly startedAt: string;
	/** What is left of the campaign that was made; undefined when the check only read. */
	readonly left?: string;
	readonly rateHeaders: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * The report of a check, as Markdown to paste into an issue. It contains types instead of values: no key, no name, and
 * `<base url>` for an address of one's own.
 */
export function writeReport(
	{ provider, account }: ApiClient,
	calls: readonly CheckedCall[],
	{ startedAt, left, rateHeaders }: ReportFacts,
): string {
	const isOwnAddress = String(account.data.baseUrl ?? '').trim() !== '';
	const address = isOwnAddress ? '<base url>' : provider.service.address;
	const differing = calls.filter(({ differences }) => differences.length > 0);
	return [
		`## Check Account: ${provider.displayName}`,
		'',
		`- Started: ${startedAt}`,
		`- Address: \`${address}\``,
		`- Calls: ${summaryOf(calls)}`,
		`- Rate headers: ${ratesOf(rateHeaders)}`,
		`- Writes: ${left ?? 'none, the check only read'}`,
		'',
		'| Call | Known how | Outcome | HTTP | ms |',
		'| --- | --- | --- | --- | --- |',
		...calls.map(
			({ call, basis, outcome, httpCode, durationMs }) =>
				`| ${call} | ${basis} | ${outcome} | ${httpCode ?? '-'} | ${durationMs ?? '-'} |`,
		),
		'',
		'### Differences',
		'',
		...(differing.length === 0
			? ['None.', '']
			: differing.flatMap(({ call, differences }) => [
					call,
					'',
					...differences.map(
						({ at, expected, found }) => `- \`${at}\`: expected ${expected}; found ${found}`,
					),
					'',
				])),
		'### Answers, with types instead of values',
		'',
		...[...callsBySketch(calls)].flatMap(([sketch, names]) => [
			...[...names].map((name) => `- ${name}`),
			'',
			'```',
			sketch,
			'```',
			'',
		]),
	].join('\n');
}

/** The calls by what their answers look like: many look the same. */
function callsBySketch(calls: readonly CheckedCall[]): Map<string, Set<string>> {
	const names = new Map<string, Set<string>>();
	for (const { call, sketch } of calls) {
		if (sketch !== undefined) names.set(sketch, (names.get(sketch) ?? new Set()).add(call));
	}
	return names;
}

function summaryOf(calls: readonly CheckedCall[]): string {
	const counts = new Map<string, number>();
	for (const { outcome } of calls) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
	return [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
}

function ratesOf(headers: ReportFacts['rateHeaders']): string {
	const shown = [...headers]
		// The others change with every answer.
		.map(
			([name, values]) => `${name}${name.endsWith('limit') ? ` ${[...values].join(', ')}` : ''}`,
		);
	return shown.join('; ') || 'none';
}
