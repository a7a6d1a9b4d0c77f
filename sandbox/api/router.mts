import type { Answer, ApiRequest } from './service.mts';

/** `id` is the path's only parameter, decoded ('' where the path has none). */
export type Handler = (request: ApiRequest, id: string) => Answer;

export interface Found {
	run: Handler;
	id: string;
}

function decode(segment: string): string | null {
	try {
		return decodeURIComponent(segment);
	} catch {
		return null;
	}
}

/**
 * @param routes handlers by "METHOD /path/:id"; a fixed segment beats ":id"
 * @param slash whether one slash too many at the end is accepted
 * @returns a finder: null where no route has this method and path
 */
export function finder(
	routes: Record<string, Handler>,
	slash: boolean,
): (method: string, path: string) => Found | null {
	const table = Object.entries(routes)
		.map(([pattern, run]) => {
			const [method = '', path = ''] = pattern.split(' ');
			return { method, segments: path.split('/'), run };
		})
		.sort((a, b) => Number(a.segments.includes(':id')) - Number(b.segments.includes(':id')));
	return (method, path) => {
		const trimmed = slash && path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
		const segments = trimmed.split('/');
		for (const route of table) {
			if (route.method !== method || route.segments.length !== segments.length) continue;
			let id: string | null = '';
			const fits = route.segments.every((wanted, index) => {
				const given = segments[index] ?? '';
				if (wanted !== ':id') return wanted === given;
				id = decode(given);
				return given !== '';
			});
			if (fits && id !== null) return { run: route.run, id };
		}
		return null;
	};
}
