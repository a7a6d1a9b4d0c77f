import { judgeByNaughtyStrings } from './naughtyStrings.mts';

judgeByNaughtyStrings('dailyStory');
