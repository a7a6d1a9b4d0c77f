import { execFileSync } from 'node:child_process';

/** The processes of this machine: process ID, parent and resident memory in bytes. */
function processes(): Array<{ pid: number; parent: number; bytes: number }> {
	const output = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' });
	return output
		.trim()
		.split('\n')
		.map((line) => line.trim().split(/\s+/).map(Number))
		.map(([pid = 0, parent = 0, kilobytes = 0]) => ({ pid, parent, bytes: kilobytes * 1024 }));
}

/**
 * The resident memory of a process and of those that it started, in bytes. Memory that they share counts once for each.
 *
 * @returns 0 if there is no such process
 */
export function residentBytes(pid: number): number {
	const all = processes();
	const sum = (parent: number): number =>
		all
			.filter((each) => each.parent === parent)
			.reduce((bytes, each) => bytes + each.bytes + sum(each.pid), 0);
	return (all.find((each) => each.pid === pid)?.bytes ?? 0) + sum(pid);
}
