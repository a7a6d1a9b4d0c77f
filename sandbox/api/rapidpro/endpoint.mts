import type { ApiRequest, ApiResponse } from '../service.mts';
import { detailError } from './responses.mts';

export interface Endpoint {
	/**
	 * Whether each method needs a permission of its own. Then any other method is a 405 even without credentials;
	 * otherwise only after authentication.
	 */
	hasPermissionsByMethod: boolean;
	/** Handlers by method, in the order of the Allow header. */
	methods: Readonly<Record<string, (request: ApiRequest) => ApiResponse | Promise<ApiResponse>>>;
	/** What a GET without ".json" returns to a JSON client. */
	withoutSuffix: (isAuthenticated: boolean) => unknown;
}

/** The methods that the service names in its Allow header. It names HEAD and OPTIONS even where it refuses them. */
export function allowedMethods(endpoint: Endpoint): string {
	return [...new Set([...Object.keys(endpoint.methods), 'HEAD', 'OPTIONS'])].join(', ');
}

/** Reads a UUID in any form that Python's `uuid.UUID()` takes: with or without hyphens, braces or "urn:uuid:". */
function parseUuid(text: string): string | null {
	const plain = text
		.replaceAll(/urn:|uuid:/g, '')
		.replaceAll(/^[{}]+|[{}]+$/g, '')
		.replaceAll('-', '');
	if (!/^[0-9a-f]{32}$/i.test(plain)) return null;
	return plain.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/**
 * Reads the `uuid` parameter. Its name is case-sensitive. All of its values are checked, but only the first counts
 * (observed).
 *
 * @throws HttpError 400 if one is not a UUID, or empty
 */
export function uuidParam(request: ApiRequest): string | null {
	const [first = null] = request.query.getAll('uuid').map((value) => {
		const uuid = parseUuid(value);
		if (uuid !== null) return uuid;
		throw detailError(400, `Param 'uuid': ${value} is not a valid UUID.`);
	});
	return first;
}
