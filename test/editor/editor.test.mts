import { findTests } from './find.mts';
import { describeInBrowser, useEditor } from './helpers/use-editor.mts';
import { iconTests } from './icon.mts';
import { providerTests } from './providers.mts';
import { reachTests } from './reach.mts';
import { templateTests } from './templates.mts';
import { workTests } from './work.mts';

// One n8n and one browser for all of them: starting both takes longer than most tests.
describeInBrowser('the editor', () => {
	const desk = useEditor();
	iconTests(desk);
	findTests(desk);
	providerTests(desk);
	workTests(desk);
	reachTests(desk);
	templateTests(desk);
});
