import { judgeByJsonTestSuite } from './jsonTestSuite.mts';

judgeByJsonTestSuite('inbox');
