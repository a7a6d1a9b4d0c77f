import { judgeByNaughtyStrings } from './naughtyStrings.mts';

judgeByNaughtyStrings('rapidPro');
