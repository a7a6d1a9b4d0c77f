import type { Hint } from '../contract/provider';

/** For services that accept the same name twice. */
export const namesMayRepeat: Hint = {
	operations: ['create'],
	text: "Running this node twice creates two campaigns with the same name. To prevent that, add 'If Name Exists' under Options, or use Create or Update.",
};

/** For services that can pause a campaign and do not document what changing a running one does. */
export const pauseBeforeChange: Hint = {
	operations: ['update', 'upsert'],
	text: 'Pause a running campaign before you change it. The service does not document how a change affects a campaign that is sending.',
};
