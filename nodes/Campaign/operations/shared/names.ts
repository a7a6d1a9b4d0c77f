import type { Provider } from '../../providers/contract/provider';

/** A name in the form in which the provider compares names. */
export function nameKey({ name: rule = {} }: Provider, name: string): string {
	return rule.key?.(name) ?? name.trim();
}
