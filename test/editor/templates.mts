import { TOUR_PREFIX } from '../../sandbox/n8n/examples.mts';
import { type JsonObject, objectArray } from '../../sandbox/n8n/json.mts';
import { importedExamples } from '../e2e/helpers/examples.mts';
import { BROWSER_LIMIT_MS, type Desk } from './helpers/useEditor.mts';

const STICKY = 'n8n-nodes-base.stickyNote';

/** A node for another service: a person adds its credential. */
const lacksCredential = ({ type }: JsonObject) => String(type).includes('.lmChat');

/** The templates open, and the editor finds nothing missing in them. */
export function templateTests({ world, editor }: Desk): void {
	it(
		'every template opens with all nodes known, filled in, and explained in a note',
		async () => {
			const templates = (await importedExamples(world())).filter(
				({ stored }) => !stored.name.startsWith(TOUR_PREFIX),
			);
			expect(templates.length).toBeGreaterThanOrEqual(5);
			for (const { stored, workflow } of templates) {
				const nodes = objectArray(workflow.nodes).filter(({ type }) => type !== STICKY);
				await editor().openWorkflow(stored.id, nodes.length);
				expect(await editor().part('canvas-node').count()).toBe(nodes.length);
				// A node that n8n does not know is drawn with this for an icon.
				const unknown = (await editor().nodeTexts()).filter((text) => text.startsWith('?'));
				expect([stored.name, unknown]).toEqual([stored.name, []]);
				const issues = await editor().part('node-issues').count();
				expect([stored.name, issues]).toEqual([stored.name, nodes.filter(lacksCredential).length]);
				await editor().part('sticky').first().waitFor();
				await editor().picture(`template-${stored.name.split(/\W/)[0]?.toLowerCase()}`);
			}
		},
		2 * BROWSER_LIMIT_MS,
	);
}
