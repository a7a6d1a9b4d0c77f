import { createRequire } from 'node:module';
import type * as html from '../../dist/modules/nodes/Campaign/providers/shared/html.js';

const { isSameHtml }: typeof html = createRequire(import.meta.url)(
	'../../dist/modules/nodes/Campaign/providers/shared/html',
);

describe('HTML is the same', () => {
	it.each([
		[
			'however a character is escaped',
			'<p>"a" é 🎉 &amp; b</p>',
			'<p>&quot;a&quot; &#233; &#x1F389; & b</p>',
		],
		['with an ampersand by its number', 'a &#38; b', 'a & b'],
		['however tags are written', "<BR/><IMG src='a.png' />", '<br><img src="a.png">'],
		['however values are escaped', '<a title="a &amp; b">x</a>', '<a title="a & b">x</a>'],
		['with other ends of lines', '<p>a\r\nb</p>', '<p>a\nb</p>'],
		['with white space between blocks', '<p>a</p>\n\n<p>b</p>\n', '<p>a</p><p>b</p>'],
	])('%s', (_, a, b) => {
		expect(isSameHtml(a, b)).toBe(true);
		expect(isSameHtml(b, a)).toBe(true);
	});
});

describe('HTML differs', () => {
	it.each([
		['when the text does', '<p>a</p>', '<p>b</p>'],
		['when markup is text', '&lt;b&gt;a&lt;/b&gt;', '<b>a</b>'],
		['when letters differ in case', '<p>A</p>', '<p>a</p>'],
		['when entities differ in case', '&Eacute;', '&eacute;'],
		['without the space between words', '<b>a</b> <i>b</i>', '<b>a</b><i>b</i>'],
		['when an address differs', '<a href="/A">x</a>', '<a href="/a">x</a>'],
		['when a placeholder does', '{{first_name}}', '{{last_name}}'],
	])('%s', (_, a, b) => {
		expect(isSameHtml(a, b)).toBe(false);
	});
});
