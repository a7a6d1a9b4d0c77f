import { existsSync } from 'node:fs';

/** Where a browser of the Chromium family usually is; CHROMIUM names another place. */
const places = [
	process.env.CHROMIUM ?? '',
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The path of the browser; undefined if none was found. */
export const browserProgram: string | undefined = places.find(
	(place) => place !== '' && existsSync(place),
);

/** How to enable these tests. */
export const HOW_TO_GET_A_BROWSER =
	'The tests of the editor are skipped: no browser was found. On Debian or Ubuntu run "sudo apt-get install chromium"; elsewhere set CHROMIUM to the program of a Chromium or Chrome.';
