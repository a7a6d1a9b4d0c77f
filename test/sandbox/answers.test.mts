import { createRequire } from 'node:module';
import { join } from 'node:path';
import axios from 'axios';
import type { compareShape } from '../../dist/modules/nodes/Campaign/operations/account/differences.js';
import type { Provider } from '../../dist/modules/nodes/Campaign/providers/contract/provider.js';
import type { ProviderRequest } from '../../dist/modules/nodes/Campaign/providers/contract/request.js';
import { callsOf } from '../../scripts/calls.mts';
import { type ProviderId, useSandbox } from '../engine/world.mts';
import { facts } from '../providers/facts.mts';

const dist = createRequire(
	join(import.meta.dirname, '..', '..', 'dist', 'modules', 'nodes', 'Campaign', 'index.js'),
);
const { providers }: { providers: readonly Provider[] } = dist('./providers/registry');
const differences: { compareShape: typeof compareShape } = dist('./operations/account/differences');

const world = useSandbox();

/** Calls whose answers nobody describes: the node relies on nothing but their success. */
const undescribed = ['start the campaign', 'stop the campaign'];

async function send(provider: Provider, request: ProviderRequest): Promise<unknown> {
	const id = provider.id as ProviderId;
	const { authentication } = facts[id].api;
	const { method, path, query, body } = request;
	const answer = await axios.request<unknown>({
		method,
		url: [world.address(id) + provider.service.apiPath, ...path].join('/'),
		headers: { ...authentication.headers },
		params: { ...authentication.query, ...query },
		data: body,
	});
	return answer.data;
}

/** Check Account compares the others with the sandbox's answers. Some calls it never sends: those that start campaigns. */
describe.each(providers)('$displayName', (provider) => {
	it('has the shape of each answer in its room', () => {
		const without = callsOf(provider).filter(({ request }) => request.answer === undefined);
		const purposes = without.map(({ request }) => request.purpose);
		expect(purposes.filter((purpose) => !undescribed.includes(purpose))).toEqual([]);
	});

	const { changeStatus } = provider.campaigns;
	for (const { status } of changeStatus?.targets ?? []) {
		it(`is answered by the sandbox in that shape when the status is set to ${status}`, async () => {
			const { id, name } = facts[provider.id as ProviderId].activeCampaign;
			const request = changeStatus?.request(id, status, { name });
			if (request?.answer === undefined) return;
			const answer = await send(provider, request);
			expect(differences.compareShape(answer, request.answer)).toEqual([]);
		});
	}
});
