import { spawnSync } from 'node:child_process';
import { relative } from 'node:path';
import { root } from './paths.mjs';

/** An expected failure. Its message tells the person at the terminal what to do. */
export class InstallFailure extends Error {}

/** Where to find the full log of an npm run. */
export function logHint({ logFile }) {
	return `The full log is in ${relative(process.cwd(), logFile) || logFile}.`;
}

/**
 * Explains a failed npm run.
 *
 * @param step the name of the step, as the start of a sentence
 * @param result the result of runNpm
 * @returns what went wrong and what to do
 */
export function explain(step, result) {
	const { code, output } = result;
	const log = logHint(result);
	if (code === 130) return `${step} was interrupted. Run the same command again.`;
	if (code === 127)
		return `${step} failed because npm could not be started. Install Node.js with npm, then try again. ${log}`;
	if (/ENOSPC|no space left/i.test(output))
		return `${step} failed because the disk is full. Free about 5 GB (n8n alone takes 2.2 GB), then try again. ${log}`;
	if (/EACCES|EPERM|EROFS/.test(output))
		return `${step} failed because of missing permissions. Allow this user to write to ${root} and to npm's cache, then try again. ${log}`;
	if (
		/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/.test(
			output,
		)
	)
		return `${step} failed because the npm registry could not be reached. Check the network, and npm's proxy setting if you use one, then try again. ${log}`;
	if (/SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|CERT_/.test(output))
		return `${step} failed because the certificate of the npm registry is not trusted. Set NODE_EXTRA_CA_CERTS to your company's root certificate, then try again. ${log}`;
	if (/EUSAGE|in sync/.test(output))
		return `${step} failed because package.json and package-lock.json do not match. Restore both from the repository, then try again. ${log}`;
	if (/EINTEGRITY/.test(output))
		return `${step} failed because a download is damaged. Run "npm cache verify", then try again. ${log}`;
	if (/E404|ETARGET/.test(output))
		return `${step} failed because the npm registry does not have a required version. Check the registry that "npm config get registry" shows, then try again. ${log}`;
	return `${step} failed (npm ended with code ${code}). ${log}`;
}

/** The same for a failed build of n8n's SQLite driver, which may lack a compiler. */
export function explainBuild(step, result) {
	const isMac = process.platform === 'darwin';
	const missing = [isMac ? 'clang++' : 'g++', 'make', 'python3'].filter(
		(command) => spawnSync(command, ['--version']).error !== undefined,
	);
	if (missing.length === 0 || result.code === 130) return explain(step, result);
	const howTo = isMac
		? 'Run "xcode-select --install"'
		: 'On Debian or Ubuntu, run "sudo apt-get install g++ make python3"';
	return `${step} failed because it needs ${missing.join(', ')}. ${howTo}, then try again. ${logHint(result)}`;
}
