import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' });
const pages = [...readdirSync(root), ...docs.map((file) => join('docs', file))].filter((file) =>
	file.endsWith('.md'),
);
const read = (page: string) => readFileSync(join(root, page), 'utf8');

/** The anchors that GitHub gives to a page's headings. */
const anchors = (page: string) =>
	[...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N} _-]/gu, '')
			.replaceAll(' ', '-'),
	);

const links = pages.flatMap((page) =>
	[...read(page).matchAll(/\]\(([^)\s]+)\)/g)]
		.map(([, target = '']) => target)
		.filter((target) => !/^(https?|mailto):/.test(target))
		.map((target) => ({ page, target })),
);

it.each(links)('$page: $target is there', ({ page, target }) => {
	const [path = '', anchor] = target.split('#');
	const file = path === '' ? page : join(dirname(page), path);
	expect(existsSync(join(root, file))).toBe(true);
	if (anchor !== undefined) expect(anchors(file)).toContain(anchor);
});
