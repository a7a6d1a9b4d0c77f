import type { SandboxService } from '../../sandbox/n8n/sandbox-credentials.mts';
import type { World } from '../../test/e2e/helpers/world.mts';
import type { ErrorCase } from './cases.mts';
import { campaignNodeFor, httpRequestNodeFor } from './nodes.mts';
import { type NodeResult, storeNodes } from './run.mts';
import { FailingService, type LoggedRequest, type ServiceResponse } from './service.mts';

/** What each of the two nodes shows of one error. */
export interface Comparison {
	readonly errorCase: ErrorCase;
	readonly response: ServiceResponse;
	readonly httpRequest: NodeResult;
	readonly campaign: NodeResult;
}

type CampaignResult = Omit<Comparison, 'httpRequest'> & { readonly request: LoggedRequest };

/**
 * Runs the Campaign node for each case, finds its failed request in the sandbox's log, and sends the same request with
 * n8n's HTTP Request node. Several providers may be compared at the same time.
 *
 * @param world one without rate limits that no test has used
 * @throws Error if the Campaign node did not get the expected response, or the two nodes sent different requests
 */
export async function compare(
	world: World,
	service: SandboxService,
	cases: readonly ErrorCase[],
): Promise<Comparison[]> {
	const results = await runCampaignNodes(world, service, cases);
	const failing = new FailingService(world, service.provider);
	const nodes = await Promise.all(
		results.map(
			async ({ request }, index) =>
				await httpRequestNodeFor(world, service, request, `HTTP Request ${index}`),
		),
	);
	const run = await storeNodes(world, `${service.title}: HTTP Request`, nodes);
	const comparisons: Comparison[] = [];
	for (const [index, { request, ...result }] of results.entries()) {
		await failing.prepare(result.errorCase);
		if (result.errorCase.rateLimited === true) await failing.repeat(request);
		const httpRequest = await run(index);
		requireSameRequest(request, (await failing.requests()).at(-1));
		comparisons.push({ ...result, httpRequest });
	}
	return comparisons;
}

async function runCampaignNodes(
	world: World,
	service: SandboxService,
	cases: readonly ErrorCase[],
): Promise<CampaignResult[]> {
	const failing = new FailingService(world, service.provider);
	const nodes = await Promise.all(
		cases.map(
			async (errorCase, index) =>
				await campaignNodeFor(world, service, errorCase, `Campaign ${index}`),
		),
	);
	const run = await storeNodes(world, `${service.title}: Campaign`, nodes);
	const results = new Map<ErrorCase, CampaignResult>();
	// After a refusal for the rate limit, the node sends nothing for an hour: such cases come last.
	const inOrder = [...cases.entries()].sort(([, a], [, b]) => lateness(a) - lateness(b));
	for (const [index, errorCase] of inOrder) {
		if (errorCase.rateLimited === true) {
			// Somebody else uses up the rate limit: the node does not exceed what an answer to itself says is left.
			await run(index);
			const [request] = (await failing.requests()).slice(-1);
			await failing.prepare(errorCase);
			if (request !== undefined) await failing.repeat(request);
		} else await failing.prepare(errorCase);
		const previousCount = (await failing.requests()).length;
		const campaign = await run(index);
		const request = failedRequest((await failing.requests()).slice(previousCount), errorCase);
		if (errorCase.rateLimited !== true) await failing.prepare(errorCase);
		const response = await failing.repeat(request);
		results.set(errorCase, { errorCase, campaign, request, response });
	}
	return cases.flatMap((errorCase) => results.get(errorCase) ?? []);
}

const lateness = ({ rateLimited }: ErrorCase) => (rateLimited === true ? 1 : 0);

/** Finds the request that got the injected response, otherwise the last refused one, otherwise the last one. */
function failedRequest(
	requests: readonly LoggedRequest[],
	{ title, injected }: ErrorCase,
): LoggedRequest {
	const request =
		injected === undefined
			? (requests.findLast(({ status }) => Number(status) >= 400) ?? requests.at(-1))
			: requests.find(
					({ method, status }) => method === injected.method && status === injected.status,
				);
	if (request === undefined) throw new Error(`"${title}" did not get the expected response.`);
	return request;
}

function requireSameRequest(request: LoggedRequest, other: LoggedRequest | undefined): void {
	const key = ({ method, path, query, body }: LoggedRequest) =>
		JSON.stringify([method, path, query, body]);
	if (other === undefined || key(request) !== key(other)) {
		throw new Error(`HTTP Request did not send ${key(request)}.`);
	}
}
