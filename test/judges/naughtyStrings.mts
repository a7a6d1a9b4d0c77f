import { createRequire } from 'node:module';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { loadList, type RunResult } from '../engine/engine.mts';
import { type ProviderId, useSandbox } from '../engine/world.mts';
import { openGate } from '../matrix/proxy.mts';
import { facts, storedId } from '../providers/facts.mts';

/** The Big List of Naughty Strings, by Max Woolf (github.com/minimaxir/big-list-of-naughty-strings, MIT). */
const published: string[] = createRequire(import.meta.url)('big-list-of-naughty-strings');

/** Those that the list got after the release on npm, as far as they are unlike the others. */
const later = [
	'hasOwnProperty',
	'INF',
	'1#QNAN',
	'%',
	'_',
	'{0}',
	'http://a/%%30%30',
	'\u{1f1fa}\u{1f1f8}\u{1f1f7}\u{1f1fa}\u{1f1f8}\u{1f1e6}',
];

/** What a service's documentation or its server says about names. The node trims every name. */
interface Rules {
	/** Characters (code points). */
	readonly maxLength?: number;
	readonly forbidden?: RegExp;
	/** Whether a second campaign with the same name is refused, and whether case makes a difference. */
	readonly unique?: 'ignoringCase';
}

const rules: Readonly<Record<ProviderId, Rules>> = {
	// Nothing is documented.
	dailyStory: {},
	falconyte: {},
	smartlead: {},
	inbox: { maxLength: 255 },
	// Observed on a server.
	rapidPro: { maxLength: 64, forbidden: /["\\\0]/, unique: 'ignoringCase' },
};

/** As many as any of the services takes at once. */
const searchesInABurst = 10;

/** In ms: some thousand requests, with room for a busy machine. */
const longestMs = 600_000;

/** Tests that campaigns with naughty names can be created and found again on a provider. */
export function judgeByNaughtyStrings(provider: ProviderId): void {
	const world = useSandbox();
	const { maxLength, forbidden, unique } = rules[provider];
	const key = (name: string) => (unique === undefined ? name.trim() : name.trim().toLowerCase());
	/** Where names need not be unique, the same name twice would only be ambiguous. */
	const names = uniqueBy(
		[...published, ...later],
		unique === undefined ? key : (name) => name.trim(),
	);
	const isRefused = (name: string) =>
		name.trim() === '' ||
		(maxLength !== undefined && [...name.trim()].length > maxLength) ||
		forbidden?.test(name.trim()) === true;

	const run = async (parameters: INodeParameters, items: string[], options: INodeParameters = {}) =>
		await world.run(
			provider,
			{
				...facts[provider].create.required,
				...parameters,
				options: { requestsPerMinute: 1_000_000, maxWait: 0, itemsAtOnce: 10, ...options },
			},
			{ items: items.map((name) => ({ name })), node: { onError: 'continueRegularOutput' } },
		);

	const creationCount = async () => (await world.stored(provider)).length;

	it(
		`${facts[provider].displayName}: ${names.length} names are created, found and listed, or refused`,
		async () => {
			const name = '={{ $json.name }}';
			const wrong: string[] = [];
			const report = (given: string, what: string) =>
				wrong.push(`${JSON.stringify(given)}: ${what}`);

			const before = await creationCount();
			const created = byItem(await run({ operation: 'create', name }, names), names.length);
			const ids = new Map<string, string>();
			const refused: string[] = [];
			for (const [index, given] of names.entries()) {
				const [output = {}] = created[index] ?? [];
				if (output.error === undefined) {
					if (isRefused(given)) report(given, 'was not refused');
					if (output.name !== given.trim()) report(given, `is called ${String(output.name)}`);
					ids.set(key(given), String(output.id));
				} else {
					refused.push(given);
					// What no rule of ours refuses, the service has to have refused, in its own words.
					const isTold = isRefused(given)
						? /^'Name' (is empty|has \d+ characters|contains the character)/
						: / refused to create the campaign: ./;
					if (!isTold.test(String(output.error))) report(given, String(output.error));
					const isTaken = unique !== undefined && ids.has(key(given));
					if (!isRefused(given) && !isTaken) report(given, `refused: ${String(output.error)}`);
				}
			}
			expect(wrong).toEqual([]);
			const stored = await world.stored(provider);
			expect(stored).toHaveLength(before + ids.size);
			expect(names.length - refused.length).toBe(ids.size);
			for (const campaign of stored.slice(before)) {
				const id = ids.get(key(String(campaign.name)));
				if (storedId(provider, campaign) !== id)
					report(String(campaign.name), 'is stored otherwise');
			}

			const known = names.filter((given) => ids.has(key(given)));
			const finding =
				facts[provider].update === undefined
					? { operation: 'create', name }
					: { operation: 'upsert', matchBy: 'name', name };
			// Only Create has the option.
			const found = byItem(await run(finding, known, { ifNameExists: 'use' }), known.length);
			for (const [index, given] of known.entries()) {
				const [output = {}] = found[index] ?? [];
				if (output.id !== ids.get(key(given))) report(given, `found ${JSON.stringify(output)}`);
				if (output.created === true) report(given, 'created again');
			}
			expect(await creationCount()).toBe(stored.length);

			const filters = { name: '={{ $json.name.trim() }}' };
			const listing = { operation: 'getAll', returnAll: true, filters };
			const listed = byItem(await run(listing, known), known.length);
			for (const [index, given] of known.entries()) {
				const isListed = listed[index]?.some(({ id }) => id === ids.get(key(given)));
				if (isListed !== true) report(given, `Get Many found ${listed[index]?.length} others`);
			}

			for (let first = 0; first < known.length; first += searchesInABurst) {
				await throughNewAddress(async (baseUrl) => {
					for (const given of known.slice(first, first + searchesInABurst)) {
						const values = await search(baseUrl, given.trim());
						if (!values.has(ids.get(key(given)))) report(given, 'is not in the list of the editor');
					}
				});
			}
			expect(wrong).toEqual([]);
			process.stdout.write(
				`Naughty strings, ${facts[provider].displayName}: ${names.length} names, ${refused.length} refused, ${known.length} found\n`,
			);
		},
		longestMs,
	);

	/**
	 * Lends the service at an address of its own. The node takes it for another account, whose rate is not used up: the
	 * lists of the editor keep to the documented rate.
	 */
	async function throughNewAddress(use: (baseUrl: string) => Promise<void>): Promise<void> {
		const { origin, pathname } = new URL(world.address(provider));
		const gate = await openGate(origin);
		try {
			await use(gate.address + pathname);
		} finally {
			await gate.close();
		}
	}

	/** Every campaign that the editor shows for a search. */
	async function search(baseUrl: string, filter: string): Promise<Set<unknown>> {
		const credential = world.credential(provider, { baseUrl });
		const values = new Set<unknown>();
		let token: string | undefined;
		do {
			const page = await loadList(
				credential,
				provider,
				'listSearch',
				'searchCampaigns',
				filter,
				token,
			);
			for (const { value } of page.results) values.add(value);
			token = typeof page.paginationToken === 'string' ? page.paginationToken : undefined;
		} while (token !== undefined);
		return values;
	}
}

/** The outputs of each item of a run. */
function byItem({ items = [], paired }: RunResult, count: number): IDataObject[][] {
	const outputs: IDataObject[][] = Array.from({ length: count }, () => []);
	for (const [index, output] of items.entries()) {
		const pair = paired[index];
		const item = typeof pair === 'object' && pair !== null && 'item' in pair ? pair.item : pair;
		outputs[Number(item)]?.push(output);
	}
	return outputs;
}

function uniqueBy(values: readonly string[], key: (value: string) => string): string[] {
	return [
		...new Map(values.toReversed().map((value) => [key(value), value])).values(),
	].toReversed();
}
