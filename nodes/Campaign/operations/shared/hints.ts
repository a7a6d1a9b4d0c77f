import type { INodeProperties } from 'n8n-workflow';
import type { Hint, Provider } from '../../providers/contract/provider';
import { providers } from '../../providers/registry';

/** The providers' hints about operations. */
export const operationHints: readonly INodeProperties[] = providers.flatMap((provider) =>
	notices(provider, ({ status }) => status === undefined),
);

/** The providers' hints about statuses. */
export const statusHints: readonly INodeProperties[] = providers.flatMap((provider) =>
	notices(provider, ({ status }) => status !== undefined),
);

function notices(
	{ id, hints = [] }: Provider,
	isIncluded: (hint: Hint) => boolean,
): INodeProperties[] {
	return hints.flatMap((hint, index): INodeProperties[] =>
		isIncluded(hint)
			? [
					{
						displayName: hint.text,
						name: `${id}Hint${index + 1}`,
						type: 'notice',
						default: '',
						displayOptions: {
							show: {
								provider: [id],
								resource: ['campaign'],
								operation: [...hint.operations],
								...(hint.status === undefined ? {} : { status: [...hint.status] }),
							},
						},
					},
				]
			: [],
	);
}
