import { byId, type ProviderId, useSandbox } from '../engine/world.mts';
import { facts } from '../providers/facts.mts';
import { checkAccount, surprises } from './check.mts';

const world = useSandbox();

/** Where the answers differ when they are as other pages document them. */
const expected: Partial<Record<ProviderId, readonly string[]>> = {
	dailyStory: [
		'list the campaigns: Response.campaigns[].campaignId nothing',
		'list the campaigns: Response.campaigns[].id number',
		'read the campaign: Response.campaign.campaignId nothing',
		'read the campaign: Response.campaign.id number',
	],
	falconyte: [
		'list the campaigns, one on a page, next page: campaigns object with data',
		'list the campaigns, one on a page: campaigns object with data',
		'list the campaigns, page after the last: campaigns object with data',
		'list the campaigns: campaigns object with data',
	],
	inbox: [
		'list the account links: body object with accountLinks',
		'list the campaigns, one on a page: campaigns list',
		'list the campaigns, one on a page: data nothing',
		'list the campaigns, one on a page: next page nothing',
		'list the campaigns: campaigns list',
		'list the campaigns: data nothing',
		'read a campaign that does not exist: error text',
		'read a campaign that does not exist: message text',
	],
	smartlead: [
		'list the campaigns: body object with success, campaigns',
		'read a campaign that does not exist: answer HTTP 404',
		'read the campaign: data object',
		'read the campaign: id nothing',
		'read the campaign: success boolean',
		'test the key: message nothing',
		'test the key: ok boolean',
		'test the key: success nothing',
	],
};

const providers = Object.keys(expected) as ProviderId[];

describe.each(providers)('%s, as other pages document it', (provider) => {
	beforeEach(async () => {
		await world.control('PUT', '/other-documentation', { [provider]: true });
	});

	it('has its differences named', async () => {
		const checked = await checkAccount(world, provider);
		const named = surprises(checked).flatMap(({ call, differences }) =>
			differences.map(({ at, found }) => `${call.replace(/: [A-Z]+ .*/, '')}: ${at} ${found}`),
		);
		const missing = expected[provider]?.filter(
			(one) => !named.some((each) => each === one || each.startsWith(`${one} with `)),
		);
		expect(missing).toEqual([]);
		expect(surprises(checked).map(({ outcome }) => outcome)).not.toContain('refused');
	});

	it('is written all the same, and nothing fails', async () => {
		const before = await world.stored(provider);
		await checkAccount(world, provider, { alsoWrite: true });
		const after = await world.stored(provider);
		expect(after.slice(0, 1)).toEqual(before.slice(0, 1));
	});

	it('is understood by the other operations', async () => {
		const { id } = facts[provider].activeCampaign;
		const list = await world.run(provider, { operation: 'getAll', returnAll: true });
		expect(list.error).toBeUndefined();
		expect(list.items?.map((item) => item.id)).toContain(id);
		const one = await world.run(provider, { operation: 'get', campaign: byId(id) });
		expect(one.error).toBeUndefined();
		expect(one.items).toMatchObject([{ id }]);
	});
});

it('ends with a reset', async () => {
	await world.control('PUT', '/other-documentation', { smartlead: true });
	await world.control('POST', '/reset');
	expect(surprises(await checkAccount(world, 'smartlead'))).toEqual([]);
});
