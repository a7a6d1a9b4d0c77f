import { judgeByJsonTestSuite } from './jsonTestSuite.mts';

judgeByJsonTestSuite('falconyte');
