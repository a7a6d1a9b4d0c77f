import { useWorld } from '../../e2e/helpers/useWorld.mts';
import { type World, WORLD_LIMIT_MS, type WorldOptions } from '../../e2e/helpers/world.mts';
import { browserProgram } from './browser.mts';
import { Editor } from './editor.mts';

/** A block of tests that needs a browser: reported as skipped without one. */
export const describeInBrowser = browserProgram === undefined ? describe.skip : describe;

/** The timeout of a test in the browser, in milliseconds; most take a tenth of it. */
export const BROWSER_LIMIT_MS = 180_000;

/** A world and a browser logged in to its n8n, inside a test or a hook. */
export interface Desk {
	world(): World;
	editor(): Editor;
}

/**
 * Starts a world and a browser that is logged in to its n8n, once for all tests of a block.
 */
export function useEditor(options: WorldOptions = {}): Desk {
	const world = useWorld(options);
	let editor: Editor | undefined;
	beforeAll(async () => {
		editor = await Editor.open(world().n8n.address);
	}, WORLD_LIMIT_MS);
	afterAll(async () => await editor?.close());
	return {
		world,
		editor: () => {
			if (editor === undefined)
				throw new Error('The editor is there inside a test or a hook only.');
			return editor;
		},
	};
}
