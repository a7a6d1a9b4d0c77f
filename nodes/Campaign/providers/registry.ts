import type { Provider } from './contract/provider';
import { byDisplayName } from './shared/fields';
import * as rooms from './index';

/** Every provider, by name, as users see them. */
export const providers: readonly Provider[] = Object.values<Provider>(rooms).sort(byDisplayName);

/**
 * The provider of a parameter's or a credential's value.
 *
 * @returns the provider, or undefined when there is none of that id
 */
export function findProvider(id: unknown): Provider | undefined {
	return providers.find((provider) => provider.id === id);
}
