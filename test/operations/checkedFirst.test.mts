import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, type ProviderId, useSandbox } from '../engine/world.mts';
import { facts } from '../providers/facts.mts';

const world = useSandbox();

/** A field, a value that can be sent, one that cannot, and what the message says about it. */
const fields: ReadonlyArray<readonly [ProviderId, string, string, string, string]> = [
	['smartlead', 'client_id', '4101', 'abc', "'Client' is not an ID"],
	['smartlead', 'timezone', 'Europe/Berlin', 'Mars/Olympus', 'is not an IANA time zone'],
	['smartlead', 'additionalFieldsJson', '{}', '[oops', 'is not a JSON object'],
	['inbox', 'columnMappings', '{"a":"b"}', '[oops', 'is not a JSON object'],
	['dailyStory', 'additionalFieldsJson', '{}', '{"status":"Active"}', "the field 'status'"],
	['rapidPro', 'additionalFieldsJson', '{}', '{"uuid":"x"}', "the field 'uuid'"],
];

/** The other fields without which a value of a field is refused for a new campaign. */
const others: Readonly<Record<string, INodeParameters>> = {
	timezone: { days_of_the_week: [1], start_hour: '08:00', end_hour: '17:00' },
};

const operations = ['create', 'create, Use Existing', 'upsert', 'update'] as const;

describe.each(operations)('%s', (what) => {
	const [operation = ''] = what.split(',');

	it.each(fields)('of %s sends nothing for any item when one has a bad %s', async (...values) => {
		const [provider, field, good, bad, message] = values;
		const set = {
			...(what === 'update' ? { description: 'x', excludeMutuals: true } : {}),
			...others[field],
			[field]: field === 'client_id' ? byId('={{ $json.value }}') : '={{ $json.value }}',
		};
		const parameters: INodeParameters = {
			...facts[provider].create.required,
			operation,
			campaign: byId(facts[provider].activeCampaign.id),
			name: '={{ $json.name }}',
			additionalFields: set,
			updateFields: { ...set, name: '={{ $json.name }}' },
			options: {
				...{ requestsPerMinute: 1_000_000, itemsAtOnce: 1 },
				...(what === operation ? {} : { ifNameExists: 'use' }),
			},
		};
		const items: IDataObject[] = [good, bad].map((value, index) => ({
			value,
			name: `New ${index}`,
		}));
		const { error } = await world.run(provider, parameters, { items });
		expect(error?.message).toContain(message);
		expect(error?.message).toContain('[item 1]');
		expect(error?.description).toContain('Not started: item 0.');
		expect(await world.received(provider)).toEqual([]);
	});
});

it('resumes no lead when one has a bad delay', async () => {
	const { error } = await world.run(
		'smartlead',
		{
			resource: 'lead',
			operation: 'resume',
			campaign: byId('2048110'),
			lead: { __rl: true, mode: 'email', value: 'nathan@example.com' },
			options: { itemsAtOnce: 1, resume_lead_with_delay_days: '={{ $json.days }}' },
		},
		{ items: [{ days: 0 }, { days: -1 }] },
	);
	expect(error?.message).toBe(
		"'Resume After (Days)' must be a whole number, 0 or greater [item 1]",
	);
	expect(await world.received('smartlead')).toEqual([]);
});

it('lets Create or Update set a part of what only a new campaign needs', async () => {
	const { id, name } = facts.smartlead.activeCampaign;
	const { items } = await world.run('smartlead', {
		...{ operation: 'upsert', matchBy: 'name', name },
		additionalFields: { start_hour: '06:00' },
	});
	expect(items).toMatchObject([{ id, created: false, changed: ['start_hour'] }]);
});
