import { startWorld, type World, WORLD_LIMIT_MS, type WorldOptions } from './world.mts';

/**
 * Starts one world for all tests of a file (or of a describe block), puts its sandbox back to the seed state before
 * each, and ends it after the last.
 *
 * @returns a function that returns the world; only inside a test or a hook
 */
export function useWorld(options: WorldOptions = {}): () => World {
	let world: World | undefined;
	beforeAll(async () => {
		world = await startWorld(options);
	}, WORLD_LIMIT_MS);
	beforeEach(async () => await world?.reset());
	afterAll(async () => await world?.stop(), WORLD_LIMIT_MS);
	return () => {
		if (world === undefined) throw new Error('The world is there inside a test or a hook only.');
		return world;
	};
}
