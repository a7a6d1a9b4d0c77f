import { firstState, poll, type PollPlan } from './simulatedPoll.mts';
import { type Act, Service } from './simulatedService.mts';

const create: Act = { does: 'create' };
const removeNewest: Act = { does: 'remove', pick: 0 };

/** A new campaign pushes all others on while page 2 is read, and is gone before page 3: its first one slips past. */
const slip: PollPlan = { between: [[create], [removeNewest]] };

it('reports no deletion of a campaign that slips past two readings in a row', () => {
	const service = new Service('counted');
	for (let count = 0; count < 9; count++) service.act(create);
	let state = firstState('counted');
	const reported = [{ between: [] }, slip, slip, { between: [] }, { between: [] }].map((plan) => {
		const done = poll(service, 'counted', state, plan);
		if (done === undefined) throw new Error('No page failed.');
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
