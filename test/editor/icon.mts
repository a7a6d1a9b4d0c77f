import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../../sandbox/n8n/folders.mts';
import { BROWSER_LIMIT_MS, type Desk } from './helpers/useEditor.mts';

/** As small as n8n draws it in its lists, in pixels. */
const size = 24;

/** The contrast that WCAG requires between the parts of a graphic. */
const enough = 3;

/** The mark of the package, drawn small. */
export function iconTests({ editor }: Desk): void {
	it.each([
		['light', 'campaign.svg', [255, 255, 255]],
		['dark', 'campaign.dark.svg', [45, 46, 46]],
	])(
		'the icon is clear at 24 px on n8n’s %s background',
		async (_, file, background) => {
			const svg = readFileSync(join(rootFolder, 'dist', 'nodes', 'Campaign', file), 'utf8');
			const pixels = await editor().page.evaluate(drawn, {
				...{ source: `data:image/svg+xml,${encodeURIComponent(svg)}`, size },
				colour: `rgb(${background.join()})`,
			});
			const isClear = pixels.map((pixel) => contrast(pixel, background) >= enough);
			const columns = isClear.flatMap((clear, index) => (clear ? [index % size] : []));
			// It spans its square, but does not fill it.
			expect(Math.max(...columns) - Math.min(...columns)).toBeGreaterThanOrEqual(18);
			expect(columns.length / pixels.length).toBeGreaterThan(0.2);
			expect(columns.length / pixels.length).toBeLessThan(0.6);
			// Every drawn pixel has enough contrast, except at the edges.
			const isInk = pixels.filter((pixel) => contrast(pixel, background) > 1.2);
			expect(columns.length / isInk.length).toBeGreaterThan(0.6);
		},
		BROWSER_LIMIT_MS,
	);
}

/** In the browser: the colours of all pixels of a picture on a background, row by row. */
async function drawn({ source, size: side, colour }: Drawing): Promise<number[][]> {
	const image = new Image();
	image.src = source;
	await image.decode();
	const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side });
	const context = canvas.getContext('2d');
	if (context === null) throw new Error('the browser draws nothing');
	context.fillStyle = colour;
	context.fillRect(0, 0, side, side);
	context.drawImage(image, 0, 0, side, side);
	const { data } = context.getImageData(0, 0, side, side);
	return Array.from({ length: side * side }, (_, index) => [
		...data.slice(index * 4, index * 4 + 3),
	]);
}

interface Drawing {
	source: string;
	size: number;
	colour: string;
}

/** The contrast of two colours, 1 to 21, by WCAG 2. */
function contrast(one: readonly number[], other: readonly number[]): number {
	const luminance = (colour: readonly number[]) => {
		const [red = 0, green = 0, blue = 0] = colour.map((part) => {
			const share = part / 255;
			return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
		});
		return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
	};
	const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (lighter + 0.05) / (darker + 0.05);
}
