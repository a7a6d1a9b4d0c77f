import { judgeByJsonTestSuite } from './jsonTestSuite.mts';

judgeByJsonTestSuite('smartlead');
