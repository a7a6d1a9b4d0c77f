import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { sandboxFolder } from './folders.mts';
import { type LocalService, startLocalService } from './local-service.mts';
import { freePort } from './ports.mts';

/** Where Debian keeps its PostgreSQL, outside of the PATH. */
const versionsFolder = '/usr/lib/postgresql';

/** The folder of PostgreSQL's programs, or undefined when it is not installed. */
export function postgresFolder(): string | undefined {
	const debian = existsSync(versionsFolder)
		? readdirSync(versionsFolder).map((version) => join(versionsFolder, version, 'bin'))
		: [];
	const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
	return [...debian, ...path].find((folder) => existsSync(join(folder, 'initdb')));
}

interface User {
	uid?: number;
	gid?: number;
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): User {
	if (process.getuid?.() !== 0) return {};
	const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
	return { uid: id('-u'), gid: id('-g') };
}

/** An empty folder: in the sandbox's own, unless the server's user may not be able to reach that. */
function emptyFolder({ uid, gid }: User): string {
	if (uid === undefined || gid === undefined) {
		mkdirSync(sandboxFolder, { recursive: true });
		return mkdtempSync(join(sandboxFolder, 'postgres-'));
	}
	const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
	chownSync(folder, uid, gid);
	return folder;
}

/**
 * Starts an empty PostgreSQL on a free port of 127.0.0.1, as an unprivileged user.
 *
 * @throws Error when it is not installed or does not start within 30 s
 */
export async function startPostgres(): Promise<LocalService> {
	const programs = postgresFolder();
	if (programs === undefined) throw new Error('PostgreSQL is not installed.');
	const user = unprivileged();
	const folder = emptyFolder(user);
	const data = join(folder, 'data');
	const options = { ...user, cwd: folder, stdio: 'ignore' as const };
	const initdb = ['-D', data, '-U', 'n8n', '--auth=trust', '--no-sync', '-E', 'UTF8'];
	execFileSync(join(programs, 'initdb'), initdb, options);
	const port = await freePort();
	return await startLocalService({
		title: 'PostgreSQL',
		program: join(programs, 'postgres'),
		args: ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder],
		folder,
		process: user,
		stopSignal: 'SIGINT',
		isReady: () => {
			try {
				const check = ['-h', '127.0.0.1', '-p', String(port)];
				execFileSync(join(programs, 'pg_isready'), check, options);
				return true;
			} catch {
				return false;
			}
		},
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: 'n8n',
		},
	});
}
