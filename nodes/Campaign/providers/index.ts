import { dailyStory } from './dailyStory';
import { falconyte } from './falconyte';
import { inbox } from './inbox';
import type { Provider } from './provider';
import { rapidPro } from './rapidPro';
import { smartlead } from './smartlead';

/** Every provider, in the order in which users see them. A new one is one line here. */
export const providers: readonly Provider[] = [dailyStory, falconyte, inbox, rapidPro, smartlead];

/**
 * The provider of a parameter's or a credential's value.
 *
 * @returns the provider, or undefined when there is none of that id
 */
export function findProvider(id: unknown): Provider | undefined {
	return providers.find((provider) => provider.id === id);
}
