import { judgeByNaughtyStrings } from './naughtyStrings.mts';

judgeByNaughtyStrings('inbox');
