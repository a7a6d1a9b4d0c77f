import type { Provider } from './contract/provider';
import { byDisplayName } from './shared/fields';
import * as rooms from './index';

/** Every provider, sorted by name, as users see them. */
export const providers: readonly Provider[] = Object.values<Provider>(rooms).sort(byDisplayName);

/**
 * Finds the provider that a parameter or a credential names.
 *
 * @returns undefined when there is no provider with this ID
 */
export function findProvider(id: unknown): Provider | undefined {
	return providers.find((provider) => provider.id === id);
}
