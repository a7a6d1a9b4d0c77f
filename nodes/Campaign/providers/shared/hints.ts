import type { Hint } from '../contract/provider';

/** For services that take a name twice. */
export const namesMayRepeat: Hint = {
	operations: ['create'],
	text: "Running this twice makes two campaigns of one name. To prevent that, add 'If Name Exists' under Options, or use Create or Update.",
};

/** For services that can pause and do not say when a change of a running campaign takes effect. */
export const pauseBeforeChange: Hint = {
	operations: ['update', 'upsert'],
	text: 'Pause a running campaign before you change it: what a change does while it sends is not documented.',
};
