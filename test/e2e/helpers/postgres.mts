import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../sandbox/n8n/ports.mts';

/** Where Debian keeps its PostgreSQL. */
const versionsFolder = '/usr/lib/postgresql';

/** The folder of PostgreSQL's programs, or undefined when it is not installed. */
export const postgresProgram: string | undefined = existsSync(versionsFolder)
	? readdirSync(versionsFolder)
			.map((version) => join(versionsFolder, version, 'bin'))
			.find((folder) => existsSync(join(folder, 'postgres')))
	: undefined;

/** A PostgreSQL of one test. */
export interface Postgres {
	/** The variables with which n8n uses it. */
	env: Record<string, string>;
	stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid?: number; gid?: number } {
	if (process.getuid?.() !== 0) return {};
	const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
	return { uid: id('-u'), gid: id('-g') };
}

/**
 * Starts an empty PostgreSQL on a free port of 127.0.0.1, as an unprivileged user.
 *
 * @throws Error when it is not installed or does not start within 30 s
 */
export async function startPostgres(): Promise<Postgres> {
	if (postgresProgram === undefined) throw new Error('PostgreSQL is not installed.');
	const user = unprivileged();
	const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
	if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
	const data = join(folder, 'data');
	const options = { ...user, cwd: folder, stdio: 'ignore' as const };
	const initdb = ['-D', data, '-U', 'n8n', '--auth=trust', '--no-sync', '-E', 'UTF8'];
	execFileSync(join(postgresProgram, 'initdb'), initdb, options);
	const port = await freePort();
	const settings = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder];
	const server = spawn(join(postgresProgram, 'postgres'), settings, options);
	const isReady = () => {
		try {
			const check = ['-h', '127.0.0.1', '-p', String(port)];
			execFileSync(join(postgresProgram ?? '', 'pg_isready'), check, options);
			return true;
		} catch {
			return false;
		}
	};
	for (let waited = 0; !isReady(); waited += 200) {
		if (waited > 30_000) throw new Error('PostgreSQL does not start.');
		await sleep(200);
	}
	return {
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: 'n8n',
		},
		stop: async () => {
			const ended = new Promise((resolve) => server.once('exit', resolve));
			server.kill('SIGINT');
			await ended;
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
