import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { LocalService } from '../../../sandbox/n8n/local-service.mts';
import { postgresFolder } from '../../../sandbox/n8n/postgres.mts';

/** An execution as n8n's database holds it. */
export interface ExecutionRow {
	status: string;
	/** What a pattern matched in its data; empty if nothing did. */
	match: string;
	/** In ms since 1970; NaN if it has not ended. */
	stoppedAt: number;
}

/** Reads the result of a query: rows of columns. */
function query({ env }: LocalService, sql: string): string[][] {
	const output = execFileSync(
		join(postgresFolder() ?? '', 'psql'),
		[
			['-h', env.DB_POSTGRESDB_HOST ?? ''],
			['-p', env.DB_POSTGRESDB_PORT ?? ''],
			['-U', env.DB_POSTGRESDB_USER ?? ''],
			['-d', env.DB_POSTGRESDB_DATABASE ?? ''],
			['-At', '-F', '|', '-c', sql],
		].flat(),
		{ encoding: 'utf8', maxBuffer: 1e9 },
	);
	const lines = output.trim().split('\n');
	return lines.filter((line) => line !== '').map((line) => line.split('|'));
}

/**
 * Every execution of a workflow, whatever became of it, with what is in its data. Much faster than n8n's API.
 *
 * @param pattern a regular expression of PostgreSQL
 */
export function executionsWith(
	postgres: LocalService,
	workflowId: string,
	pattern: string,
): ExecutionRow[] {
	const rows = query(
		postgres,
		`SELECT e.status, substring(d.data from '${pattern}'), extract(epoch from e."stoppedAt") * 1000
		 FROM execution_entity e JOIN execution_data d ON d."executionId" = e.id
		 WHERE e."workflowId" = '${workflowId}'`,
	);
	return rows.map(([status = '', match = '', stoppedAt = '']) => ({
		status,
		match,
		stoppedAt: stoppedAt === '' ? Number.NaN : Number(stoppedAt),
	}));
}

/** How many executions of a workflow have not ended. */
export function executionsUnderWay(postgres: LocalService, workflowId: string): number {
	const [row] = query(
		postgres,
		`SELECT count(*) FROM execution_entity
		 WHERE "workflowId" = '${workflowId}' AND status IN ('new', 'running', 'waiting')`,
	);
	return Number(row?.[0]);
}
