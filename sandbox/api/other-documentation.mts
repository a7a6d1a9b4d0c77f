import { isObject, type JsonObject, parseJson } from './json.mts';
import type { ApiRequest, ApiResponse, ProviderId } from './service.mts';

/** Changes the body of an answer, or its status. */
type Change = (body: unknown, status: number) => { body: unknown; status?: number };

interface Variant {
	readonly method: string;
	readonly path: RegExp;
	readonly change: Change;
}

const get = (path: RegExp, change: Change): Variant => ({ method: 'GET', path, change });
const post = (path: RegExp, change: Change): Variant => ({ method: 'POST', path, change });

const withId = ({ campaignId, ...rest }: JsonObject) => ({ id: campaignId, ...rest });

/**
 * Answers in the shapes that other pages document than those that the services follow: public pages contradict each
 * other, and what clients observed. RapidPro's documentation has no other shape; its service then behaves like an older
 * release.
 */
const variants: Partial<Record<ProviderId, readonly Variant[]>> = {
	// Samples of 2020 have a Code, and the sibling's pages call the ID `id`.
	dailyStory: [
		get(/\/campaigns$/, (body) => ({ body: changeResponse(body, 'campaigns', withId) })),
		get(/\/campaign\/\d+$/, (body) => ({ body: changeResponse(body, 'campaign', withId) })),
	],
	// The list of templates has `data` and `meta`, so that of campaigns may have them, too.
	falconyte: [
		get(/\/email\/campaigns$/, (body) => ({
			body: isObject(body)
				? { ...body, campaigns: { data: body.campaigns }, meta: { current_page: 1 } }
				: body,
		})),
	],
	// Older pages: lists under their own name with a cursor of two parts, account links in an envelope, a flat error. One
	// campaign is read in the shape of the first generation only.
	inbox: [
		get(/\/campaigns\/v2$/, (body) => ({
			body: isObject(body) ? { campaigns: body.data, nextCursor: null } : body,
		})),
		get(/\/account-links$/, (body) => ({ body: { accountLinks: body } })),
		get(/\/campaigns\/(v2\/)?\w+$/, (body, status) =>
			status === 404 ? { body: { error: 'Not Found', message: 'No such campaign' } } : { body },
		),
	],
	// The reference pages of 2026.
	smartlead: [
		get(/\/campaigns$/, (body) => ({ body: { success: true, campaigns: body } })),
		get(/\/campaigns\/\d+$/, (body) =>
			isObject(body) && 'id' in body
				? { body: { success: true, data: { ...body, total_leads: 0, sending_limit: 100 } } }
				: { status: 404, body: { error: 'Campaign not found' } },
		),
		get(/\/analytics\/campaign\/list$/, (body) => ({
			body: isObject(body) ? { ok: true, data: body.data } : body,
		})),
		// Wrapped, with delays as texts and HTML as another program would write it.
		get(/\/campaigns\/\d+\/sequences$/, (body) => ({
			body: Array.isArray(body) ? { ok: true, data: body.map(otherStep) } : body,
		})),
		get(/\/campaigns\/\d+\/email-accounts$/, (body) => ({
			body: Array.isArray(body) ? { ok: true, data: body } : body,
		})),
		post(/\/sequences$/, (body, status) => ({
			body: status === 200 ? { ok: true, data: [{ id: 1, seq_number: 1 }] } : body,
		})),
		post(/\/settings$/, (body, status) => documented(body, status)),
		post(/\/status$/, (body, status) => documented(body, status)),
	],
};

function documented(body: unknown, status: number) {
	return { body: status === 200 ? { success: true, data: { message: 'Updated' } } : body };
}

function otherStep(step: unknown): unknown {
	if (!isObject(step) || !isObject(step.seq_delay_details)) return step;
	const { delayInDays } = step.seq_delay_details;
	const body = String(step.email_body)
		.replaceAll('<br>', '<br />')
		.replace(/[^\0-\x7f]/gu, (character) => `&#${character.codePointAt(0)};`);
	return {
		...step,
		seq_delay_details: { delayInDays: String(delayInDays) },
		email_body: `${body}\n`,
	};
}

/** Changes one campaign, or each of a list, in DailyStory's envelope. */
function changeResponse(
	body: unknown,
	key: string,
	change: (campaign: JsonObject) => JsonObject,
): unknown {
	if (!isObject(body) || !isObject(body.Response)) return body;
	const value = body.Response[key];
	const changed = Array.isArray(value)
		? value.map((each) => (isObject(each) ? change(each) : each))
		: isObject(value)
			? change(value)
			: value;
	return {
		Code: 200,
		...body,
		Response: { ...body.Response, ...(value === undefined ? {} : { [key]: changed }) },
	};
}

/** Whose answers are as other pages document them. */
export class OtherDocumentation {
	#providers = new Set<ProviderId>();

	clear(): void {
		this.#providers.clear();
	}

	follow(provider: ProviderId, isFollowed: boolean): void {
		if (isFollowed) this.#providers.add(provider);
		else this.#providers.delete(provider);
	}

	/** @returns the answer as the provider's other pages document it, if it follows them */
	apply(provider: ProviderId, { method, path }: ApiRequest, response: ApiResponse): ApiResponse {
		if (!this.#providers.has(provider)) return response;
		const variant = variants[provider]?.find(
			(each) => each.method === method && each.path.test(path),
		);
		const parsed = parseJson(response.body);
		if (variant === undefined || parsed === null) return response;
		const { body, status = response.status } = variant.change(parsed.value, response.status);
		return { ...response, status, body: JSON.stringify(body) };
	}
}
