import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorsPage } from '../../scripts/errors.mts';
import { useWorld } from './helpers/useWorld.mts';

const world = useWorld();
const path = join(import.meta.dirname, '..', '..', 'docs', 'errors.md');

it('docs/errors.md shows the current errors of both nodes (if not, run npm run errors)', async () => {
	expect(await errorsPage(world())).toBe(readFileSync(path, 'utf8'));
}, 180_000);
