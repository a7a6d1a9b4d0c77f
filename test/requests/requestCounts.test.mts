import { useSandbox } from '../engine/world.mts';
import { countRequests } from './count.mts';
import { asTable, type CountedWork, writeTable } from './table.mts';
import { works } from './works.mts';

const world = useSandbox();
const itemCount = 500;
const counted: CountedWork[] = [];

afterAll(async () => {
	process.stdout.write(`${asTable(counted)}\n`);
	const { REQUESTS_PAGE: page } = process.env;
	if (page !== undefined) await writeTable(page, counted);
});

it.each(works.map((work) => [`${work.title} on ${work.provider}`, work] as const))(
	'takes as few requests as there are changes: %s',
	async (_title, work) => {
		const count = await countRequests(world, work, itemCount);
		counted.push([work, count]);
		const { requests, writes, outputs, items } = count;
		expect(requests).toBeLessThanOrEqual(work.allowed);
		expect(writes).toBe(work.isDone === true ? 0 : itemCount);
		expect(outputs).toHaveLength(itemCount);
		const expected = items.map(({ id, name }) =>
			work.parameters.operation === 'create' ? `New ${name}` : id,
		);
		const key = work.parameters.operation === 'create' ? 'name' : 'id';
		expect(outputs.map((output) => output[key])).toEqual(expected);
		for (const { changed } of outputs) {
			if (work.isDone === true) expect(changed).toEqual([]);
			else expect(changed).not.toEqual([]);
		}
	},
	60_000,
);
