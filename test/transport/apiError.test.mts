import type { IDataObject } from 'n8n-workflow';
import { type ProviderId, providerIds, useSandbox } from '../engine/world.mts';
import { facts } from '../providers/facts.mts';

const world = useSandbox();

/** The error of Get Many when the service answers like this. */
async function errorOf(provider: ProviderId, status: number, body: IDataObject | string[]) {
	await world.fault({ provider, status, body });
	const { error } = await world.run(provider, { operation: 'getAll', options: { maxWait: 0 } });
	return error;
}

it.each(
	providerIds.flatMap((provider) =>
		facts[provider].errors.refusals.map(
			({ status, body, message }) => [provider, status, body, message] as const,
		),
	),
)('repeats everything that the service said: %s %i %j', async (provider, status, body, message) => {
	const error = await errorOf(provider, status, body);
	expect(error?.message).toBe(message);
	expect(error?.description).toMatch(/\w/);
});

it('gives advice on every field that was refused', async () => {
	const error = await errorOf('rapidPro', 400, {
		name: ['This field must be unique.'],
		group: ['No such object: Nobody'],
	});
	expect(error?.description).toMatch(/Choose another name\. Choose the group from the list/);
});

it.each(
	providerIds.flatMap((provider) => {
		const body = facts[provider].errors.failureWithoutReason;
		return body === undefined ? [] : [[provider, body] as const];
	}),
)('does not guess the reason of a refusal for which %s gave none', async (provider, body) => {
	const error = await errorOf(provider, 200, body);
	expect(error?.description).toBe(
		"Try the same in the service's web app, which may show the reason.",
	);
});

describe('a rejected key', () => {
	it.each(
		providerIds.flatMap((provider) =>
			facts[provider].errors.rejectedKey.map(
				({ status, body }) => [provider, status, body] as const,
			),
		),
	)(
		'on %s names the credential and the place of the key: %i %j',
		async (provider, status, body) => {
			const error = await errorOf(provider, status, body);
			expect(error?.message).toContain('rejected the API key or token: ');
			expect(error?.description).toContain("credential 'Test credential'");
			expect(error?.description).toContain(facts[provider].errors.keyLocation);
			expect(error).toMatchObject({
				httpCode: String(status),
				failure: { cause: 'credential-invalid' },
			});
		},
	);

	it('is not reported when the plan does not include a feature', async () => {
		const error = await errorOf('inbox', 403, {
			error: { code: 'FORBIDDEN', message: 'Campaigns are not in your plan', status: 403 },
		});
		expect(error?.message).toBe(
			'Inbox refused to list the campaigns: Campaigns are not in your plan',
		);
		expect(error?.description).toContain('check the plan');
	});
});
