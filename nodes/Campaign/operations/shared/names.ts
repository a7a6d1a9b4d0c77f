import type { Provider } from '../../providers/contract/provider';

/**
 * A name in the form in which the provider compares names: without outer spaces and, where it ignores case, in lower
 * case.
 */
export function nameKey({ name: rule = {} }: Provider, name: string): string {
	const trimmed = name.trim();
	return rule.ignoresCase === true ? trimmed.toLowerCase() : trimmed;
}
