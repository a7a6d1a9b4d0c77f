import type { ContentField } from '../dist/modules/nodes/Campaign/providers/contract/content.js';
import type { Provider } from '../dist/modules/nodes/Campaign/providers/contract/provider.js';
import type { ProviderRequest } from '../dist/modules/nodes/Campaign/providers/contract/request.js';

/** Stands for an ID in a path. */
const placeholder = '1';

/** A campaign with what an update of one service completes its body from. */
const current = { name: 'name', group: { uuid: placeholder } };

/** A call that the node may send. */
export interface Call {
	readonly request: ProviderRequest;
	/** The operations that need it, as "resource operation"; none for what the editor or the trigger asks. */
	readonly operations: readonly string[];
	/** Whether it is only sent when another call does not exist. */
	readonly isFallback: boolean;
}

/** Every call that a provider declares, in the order of a campaign's life. Its ID is 1, and so is whatever it needs. */
export function callsOf({
	service,
	campaigns,
	figures,
	optionLists = {},
	eventLog,
	accountCheck,
}: Provider): Call[] {
	const { getAll, get, create, update, content = [], changeStatus } = campaigns;
	const { delete: deletion, duplicate, submitEvent } = campaigns;
	const event = { event_name: 'contact.saved', email: 'nathan@example.com' };
	const fields = accountCheck?.trial.fields({ options: () => [placeholder] }) ?? {};
	const change = accountCheck?.trial.change?.('name') ?? {};
	const list = getAll.firstPage({});
	const { path, basis, answer } = service.test;
	return [
		...withFallback({ purpose: 'test the key', method: 'GET', path, basis, answer }, []),
		...withFallback(list, ['campaign getAll', ...(get.by === 'list' ? ['campaign get'] : [])]),
		...(get.by === 'call' ? withFallback(get.request(placeholder), ['campaign get']) : []),
		...(figures?.by === 'call' ? withFallback(figures.request(placeholder), []) : []),
		...withFallback(create.request({ name: 'name', ...fields }), [
			'campaign create',
			'campaign upsert',
		]),
		...(update?.steps(placeholder, change, current) ?? []).flatMap(({ request }) =>
			withFallback(request, ['campaign update', 'campaign upsert']),
		),
		...content.flatMap((field) => contentRequests(field).flatMap((each) => withFallback(each, []))),
		...(changeStatus?.targets ?? []).flatMap(({ status }) =>
			withFallback(changeStatus?.request(placeholder, status, undefined), [
				'campaign changeStatus',
			]),
		),
		...withFallback(deletion?.request(placeholder), ['campaign delete']),
		...withFallback(duplicate?.request(placeholder), ['campaign duplicate']),
		...withFallback(submitEvent?.toEvent(placeholder, event, 'key').request, [
			'campaign submitEvent',
		]),
		...Object.values(optionLists).flatMap((each) => withFallback(each.firstPage({}), [])),
		...withFallback(eventLog?.pageAfter(0), []),
	];
}

/** What reads content, writes the example of its JSON field, and removes all of it. */
function contentRequests({ read, json, fromJson }: ContentField): ProviderRequest[] {
	const example: unknown[] = JSON.parse((json.placeholder ?? '').replace('e.g. ', ''));
	const steps = [
		...fromJson(example).steps(placeholder, []),
		...fromJson([]).steps(placeholder, [{ id: placeholder, uuid: placeholder }]),
	];
	return [
		...(read.by === 'call' ? [read.listing(placeholder).firstPage({})] : []),
		...steps.map(({ request }) => request),
	];
}

function withFallback(
	request: ProviderRequest | undefined,
	operations: readonly string[],
	isFallback = false,
): Call[] {
	if (request === undefined) return [];
	const { fallback, ...rest } = request;
	return [{ request: rest, operations, isFallback }, ...withFallback(fallback, operations, true)];
}

/** The path of a call, with the API's own path and `{id}` for an ID. */
export function template({ service }: Provider, { path }: ProviderRequest): string {
	const segments = path.map((segment) => (segment === placeholder ? '{id}' : segment));
	return [service.apiPath, ...segments].join('/');
}
