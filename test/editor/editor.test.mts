import { contentTests } from './content.mts';
import { describeInBrowser, useEditor } from './helpers/useEditor.mts';
import { iconTests } from './icon.mts';
import { reachTests } from './keyboardAccess.mts';
import { findTests } from './nodeSearch.mts';
import { providerTests } from './providerFields.mts';
import { templateTests } from './templates.mts';
import { workTests } from './usage.mts';

// One n8n and one browser for all of them: starting both takes longer than most tests.
describeInBrowser('the editor', () => {
	const desk = useEditor();
	iconTests(desk);
	findTests(desk);
	providerTests(desk);
	workTests(desk);
	contentTests(desk);
	reachTests(desk);
	templateTests(desk);
});
