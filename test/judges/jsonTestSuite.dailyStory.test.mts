import { judgeByJsonTestSuite } from './jsonTestSuite.mts';

judgeByJsonTestSuite('dailyStory');
