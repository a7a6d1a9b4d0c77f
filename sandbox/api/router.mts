import type { ApiRequest, ApiResponse } from './service.mts';

/**
 * Answers a request. `id` is the decoded ":id" segment of the path, or '' if the route has none; `innerId` is the second
 * one.
 */
export type Handler = (request: ApiRequest, id: string, innerId: string) => ApiResponse;

/** A route that a request fits. */
export interface Match {
	handler: Handler;
	id: string;
	innerId: string;
}

/** Finds the handler of a request, or null if no route has its method and path. */
export type Router = (method: string, path: string) => Match | null;

function decode(segment: string): string | null {
	try {
		return decodeURIComponent(segment);
	} catch {
		return null;
	}
}

/**
 * @param routes handlers by "METHOD /path/:id"; a fixed segment takes precedence over ":id"
 * @param allowTrailingSlash whether a path may end with one extra slash
 */
export function createRouter(routes: Record<string, Handler>, allowTrailingSlash: boolean): Router {
	const table = Object.entries(routes)
		.map(([pattern, handler]) => {
			const [method = '', path = ''] = pattern.split(' ');
			return { method, segments: path.split('/'), handler };
		})
		.sort((a, b) => Number(a.segments.includes(':id')) - Number(b.segments.includes(':id')));
	return (method, path) => {
		const isTrimmed = allowTrailingSlash && path.length > 1 && path.endsWith('/');
		const segments = (isTrimmed ? path.slice(0, -1) : path).split('/');
		for (const route of table) {
			if (route.method !== method || route.segments.length !== segments.length) continue;
			const ids: Array<string | null> = [];
			const isMatch = route.segments.every((expected, index) => {
				const actual = segments[index] ?? '';
				if (expected !== ':id') return expected === actual;
				ids.push(decode(actual));
				return actual !== '';
			});
			const [id = '', innerId = ''] = ids;
			if (isMatch && id !== null && innerId !== null) {
				return { handler: route.handler, id, innerId };
			}
		}
		return null;
	};
}
