import { judgeByJsonTestSuite } from './jsonTestSuite.mts';

judgeByJsonTestSuite('rapidPro');
