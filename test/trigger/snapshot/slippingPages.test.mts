import { firstState, poll, type PollPlan } from './simulatedPoll.mts';
import { type Act, Service } from './simulatedService.mts';

const create: Act = { kind: 'create' };
const removeNewest: Act = { kind: 'remove', pick: 0 };

/** A new campaign pushes the others back after page 1 and is gone after page 2: the first one of page 3 slips past. */
const slip: PollPlan = { between: [[create], [removeNewest]] };

it('reports no deletion when a campaign slips past two scans in a row', () => {
	const service = new Service('numbered pages');
	for (let count = 0; count < 9; count++) service.act(create);
	let state = firstState('numbered pages');
	const reported = [{ between: [] }, slip, slip, { between: [] }, { between: [] }].map((plan) => {
		const done = poll(service, 'numbered pages', state, plan);
		if (done === undefined) throw new Error('The poll failed.');
		state = done.state;
		return { shown: done.shown.has('c4'), events: done.events.length };
	});
	expect(reported).toEqual([
		{ shown: true, events: 0 },
		{ shown: false, events: 0 },
		{ shown: false, events: 0 },
		{ shown: true, events: 0 },
		{ shown: true, events: 0 },
	]);
});
