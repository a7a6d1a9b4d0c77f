import { list, useRapidPro } from './workspace.mts';

const { call, post } = useRapidPro();

describe('bodies', () => {
	it('refuses text/plain with 415, and takes form data', async () => {
		const text = await call('POST', list, 'hello', { 'Content-Type': 'text/plain' });
		expect([text.status, text.data]).toEqual([
			415,
			{ detail: 'Unsupported media type "text/plain" in request.' },
		]);
		const form = await call('POST', list, 'name=Form&group=Reporters', {
			'Content-Type': 'application/x-www-form-urlencoded',
		});
		expect(form.status).toBe(201);
		const parts = '--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nParts\r\n--b\r\n';
		const more = 'Content-Disposition: form-data; name="group"\r\n\r\nReporters\r\n--b--\r\n';
		const multipart = await call('POST', list, parts + more, {
			'Content-Type': 'multipart/form-data; boundary=b',
		});
		expect(multipart.status).toBe(201);
	});
	it.each(['garbage', 'application/xml', 'text/plain; charset=utf-8', ''])(
		'refuses the Content-Type "%s" with 415',
		async (type) => {
			const { status, data } = await post(list, type, '{}');
			expect([status, data]).toEqual([
				415,
				{ detail: `Unsupported media type "${type}" in request.` },
			]);
		},
	);

	it('refuses multipart without a boundary', async () => {
		const { status, data } = await post(list, 'multipart/form-data', '--b--');
		expect([status, data]).toEqual([
			400,
			{ detail: 'Multipart form parse error - Invalid boundary in multipart: None' },
		]);
	});

	it.each([
		['{"name":}', 'Expecting value: line 1 column 9 (char 8)'],
		['{"name" "x"}', "Expecting ':' delimiter: line 1 column 9 (char 8)"],
		['{"a":1 "b":2}', "Expecting ',' delimiter: line 1 column 8 (char 7)"],
		['{a:1}', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
		['{"a":"x', 'Unterminated string starting at: line 1 column 6 (char 5)'],
		['{}\n{}', 'Extra data: line 2 column 1 (char 3)'],
		['\uFEFF{}', 'Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)'],
		['{"a":"🌱" x}', "Expecting ',' delimiter: line 1 column 10 (char 9)"],
		['{"a":\n"🌱🌱" x}', "Expecting ',' delimiter: line 2 column 6 (char 11)"],
	])('writes %s as Python does', async (body, message) => {
		const { status, data } = await call('POST', list, body);
		expect([status, data]).toEqual([400, { detail: `JSON parse error - ${message}` }]);
	});
	it.each([
		['{"a":"\xff"}', 'byte 0xff in position 6: invalid start byte'],
		['{"a":"\xc3"}', 'byte 0xc3 in position 6: invalid continuation byte'],
		['{"a":"\xe2\x82"}', 'bytes in position 6-7: invalid continuation byte'],
		['\xed\xa0\x80', 'byte 0xed in position 0: invalid continuation byte'],
	])('refuses %j, which is not UTF-8, as Python does', async (body, message) => {
		const { status, data } = await post(list, 'application/json', Buffer.from(body, 'latin1'));
		const detail = `JSON parse error - 'utf-8' codec can't decode ${message}`;
		expect([status, data]).toEqual([400, { detail }]);
	});

	it('fails on 100,000 opening brackets', async () => {
		const { status, data, headers } = await call('POST', list, '['.repeat(100_000));
		expect([status, data]).toEqual([500, 'Server Error. Site administrators have been notified.']);
		expect(headers['content-type']).toMatch(/^text\/html/);
	});
});
