import { marks, memory, readBody, seals } from './builtModules.mts';

describe('a sealed secret', () => {
	const sealed = seals.seal('whsec_ä', 'key');

	it('opens with the key it was sealed with only', () => {
		expect(seals.unseal(sealed, 'key')).toBe('whsec_ä');
		expect(seals.unseal(sealed, 'Key')).toBeUndefined();
		expect(seals.unseal(sealed, '')).toBeUndefined();
	});

	it('differs each time, and shows neither secret nor key', () => {
		expect(seals.seal('whsec_ä', 'key')).not.toBe(sealed);
		expect(Buffer.from(sealed, 'base64url').includes('whsec')).toBe(false);
	});

	it('does not open when anything in it was changed', () => {
		const bytes = Buffer.from(sealed, 'base64url');
		for (let index = 0; index < bytes.length; index++) {
			const changed = Buffer.from(bytes);
			changed[index] = (changed[index] ?? 0) ^ 1;
			expect(seals.unseal(changed.toString('base64url'), 'key')).toBeUndefined();
		}
		for (const other of ['', 'x', '!', sealed.slice(0, 20), `${sealed}AAAA`]) {
			expect(seals.unseal(other, 'key')).toBeUndefined();
		}
	});
});

describe('a mark', () => {
	const address = 'https://n8n.example/webhook/1/campaigns';
	const mark = marks.markOf('key', address);
	const stored = marks.markHash(mark);

	it('is that of one key and one address', () => {
		expect(marks.isMarkOf(stored, mark)).toBe(true);
		expect(marks.isMarkOf(stored, marks.markOf('other', address))).toBe(false);
		expect(
			marks.isMarkOf(stored, marks.markOf('key', address.replace('webhook', 'webhook-test'))),
		).toBe(false);
	});

	it.each([[undefined], [''], [[]], [['a', 'b']], [{}], [stored], [1]])(
		'is not %j',
		(given: unknown) => {
			expect(marks.isMarkOf(stored, given)).toBe(false);
		},
	);

	it('is never right when nothing is stored', () => {
		for (const nothing of [undefined, '', 'x']) {
			expect(marks.isMarkOf(nothing, mark)).toBe(false);
			expect(marks.isMarkOf(nothing, '')).toBe(false);
			expect(marks.isMarkOf(nothing, undefined)).toBe(false);
		}
	});

	it('is added to an address and taken from it', () => {
		const marked = marks.withMark(address, mark);
		expect(marked).toBe(`${address}?mark=${mark}`);
		expect(marks.withoutMark(marked)).toBe(address);
		expect(marks.withoutMark('not an address')).toBe('not an address');
	});
});

describe('a body', () => {
	const read = (text: string, secrets: string[] = [], keys: string[] = []) =>
		readBody(Buffer.from(text), secrets, keys);

	it.each([
		'',
		' ',
		'null',
		'1',
		'"x"',
		'[]',
		'[{"event":"x"}]',
		'{',
		'{"a":1}x',
		'event=1',
		'<a/>',
	])('that is no JSON object is none: %j', (text) => {
		expect(read(text)).toBeUndefined();
	});

	it('that is nested too deeply is none', () => {
		const deep = (levels: number) => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;
		expect(read(deep(60))).toBeDefined();
		expect(read(deep(70))).toBeUndefined();
		expect(read(deep(200_000))).toBeUndefined();
		expect(read(`{"a":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`)).toBeUndefined();
	});

	it('cannot change prototypes', () => {
		const body = read(
			'{"a":{"__proto__":{"polluted":1}},"__proto__":{"polluted":1},"b":[{"__proto__":null}]}',
		);
		expect(JSON.stringify(body)).toBe('{"a":{},"b":[{}]}');
		expect(Object.hasOwn({ ...body }, '__proto__')).toBe(false);
		expect(({} as { polluted?: number }).polluted).toBeUndefined();
	});

	it('loses its secrets, at any depth', () => {
		const text =
			'{"secret_key":"s","x":[{"secret_key":1,"y":"to m4rk-m4rk-m4rk and m4rk-m4rk-m4rk"}]}';
		expect(read(text, ['m4rk-m4rk-m4rk'], ['secret_key'])).toEqual({
			x: [{ y: 'to [hidden] and [hidden]' }],
		});
	});

	it('may begin with a byte order mark', () => {
		expect(read('\uFEFF{"a":1}')).toEqual({ a: 1 });
	});
});

it('remembers the last 10,000 deliveries, of each node', () => {
	memory.remember('a', 'first');
	expect(memory.isRepeat('a', 'first')).toBe(true);
	expect(memory.isRepeat('b', 'first')).toBe(false);
	for (let index = 0; index < 9_999; index++) memory.remember('a', `next ${index}`);
	expect(memory.isRepeat('a', 'first')).toBe(true);
	memory.remember('a', 'last');
	expect(memory.isRepeat('a', 'first')).toBe(false);
	expect(memory.isRepeat('a', 'next 0')).toBe(true);
});
