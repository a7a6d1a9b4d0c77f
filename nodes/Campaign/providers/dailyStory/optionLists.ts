import { objectArray, textOrNull } from '../../json';
import type { OptionList } from '../contract/optionLists';
import { listOption } from '../shared/options';
import { segmentList } from './answers';
import { responseOf } from './envelope';

/** Inferred from the list of campaigns. */
const segments: OptionList = {
	firstPage: () => ({
		purpose: 'list the segments',
		method: 'GET',
		path: ['segments'],
		basis: 'inferred',
		answer: segmentList,
		isList: true,
	}),
	parsePage: (answer) => {
		const entries = objectArray(responseOf(answer)?.segments)?.flatMap(({ id, segmentId, name }) =>
			listOption(id ?? segmentId, textOrNull(name)),
		);
		return entries === undefined ? undefined : { entries };
	},
};

/** The lists that DailyStory's fields offer. */
export const optionLists: Readonly<Record<string, OptionList>> = { dailyStorySegments: segments };
