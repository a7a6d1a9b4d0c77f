import { judgeByNaughtyStrings } from './naughtyStrings.mts';

judgeByNaughtyStrings('falconyte');
