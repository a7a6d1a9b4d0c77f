import { spawnSync } from 'node:child_process';
import { postgresFolder } from './postgres.mts';

/** The programs that n8n's queue mode needs and that are not installed, by the names of Debian's packages. */
export function missingServices(): string[] {
	const hasRedis = spawnSync('redis-server', ['--version']).error === undefined;
	return [
		...(postgresFolder() === undefined ? ['postgresql'] : []),
		...(hasRedis ? [] : ['redis-server']),
	];
}

/**
 * What to do about missing programs; undefined if none is missing.
 *
 * @param missing names of Debian's packages
 */
export function installHint(missing: readonly string[]): string | undefined {
	if (missing.length === 0) return undefined;
	const names = { postgresql: 'PostgreSQL', 'redis-server': 'Redis' };
	const titles = missing.map((name) => names[name as keyof typeof names] ?? name).join(' and ');
	const how =
		process.platform === 'darwin'
			? `"brew install ${missing.map((name) => name.replace('-server', '')).join(' ')}"`
			: `"sudo apt-get install ${missing.join(' ')}"`;
	return `n8n's queue mode needs ${titles}. Run ${how}, then try again. No service has to be started or configured: the sandbox starts its own.`;
}
