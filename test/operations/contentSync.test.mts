import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { useSandbox } from '../engine/world.mts';

const world = useSandbox();
const provider = 'smartlead';
const rows = 200;
const differing = 3;

const sequence = (subject: string) =>
	JSON.stringify([
		{ subject, email_body: '<p>Hello</p>', seq_delay_details: { delay_in_days: 0 } },
		{ subject: '', email_body: '<p>Still there?</p>', seq_delay_details: { delay_in_days: 3 } },
	]);

const sync = async (items: IDataObject[], options: INodeParameters = {}) =>
	await world.run(
		provider,
		{
			operation: 'upsert',
			matchBy: 'name',
			name: '={{ $json.name }}',
			additionalFields: { sequenceJson: '={{ $json.sequence }}' },
			options: { requestsPerMinute: 1_000_000, ...options },
		},
		{ items },
	);

it('syncs a table of 200 campaigns of which 3 differ with 3 writes, and one read of content each', async () => {
	await world.control('POST', '/seed', { provider, count: rows * 2, prefix: 'Row' });
	const drafts = (await world.stored(provider)).filter(
		({ name, status }) => String(name).startsWith('Row ') && status !== 'ACTIVE',
	);
	const items = drafts
		.slice(0, rows)
		.map(({ name }) => ({ name: String(name), sequence: sequence('Hi') }));
	expect(items).toHaveLength(rows);
	await sync(items);
	await world.control('DELETE', '/requests');

	const wanted = items.map((item, index) =>
		index % 70 === 0 && index / 70 < differing ? { ...item, sequence: sequence('Hey') } : item,
	);
	const planned = await sync(wanted, { planOnly: true });
	expect(planned.items?.filter(({ plan }) => plan !== 'none')).toHaveLength(differing);
	await world.control('DELETE', '/requests');

	const { items: outputs } = await sync(wanted);
	expect(outputs).toHaveLength(rows);
	expect(outputs?.filter(({ changed }) => (changed as string[]).length > 0)).toHaveLength(
		differing,
	);
	const requests = await world.received(provider);
	const writes = requests.filter(({ method }) => method !== 'GET');
	const contents = requests.filter(
		({ method, path }) => method === 'GET' && path.endsWith('/sequences'),
	);
	const others = requests.length - writes.length - contents.length;
	expect(writes.map(({ path }) => path.split('/').at(-1))).toEqual(
		Array.from({ length: differing }, () => 'sequences'),
	);
	expect(contents).toHaveLength(rows);
	// The list before, and the list or the three campaigns after.
	expect(others).toBeLessThanOrEqual(1 + differing);
	process.stdout.write(
		`${rows} campaigns, ${differing} differ: ${requests.length} requests (${contents.length} reads of content, ${others} other reads, ${writes.length} writes); at 60 a minute that takes ${Math.ceil(requests.length / 60)} minutes\n`,
	);
}, 120_000);
