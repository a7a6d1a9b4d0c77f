import { judgeByNaughtyStrings } from './naughtyStrings.mts';

judgeByNaughtyStrings('smartlead');
