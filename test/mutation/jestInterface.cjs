/**
 * A Mocha interface with the globals of Jest that the tests use. Stryker's runner for Mocha keeps everything loaded
 * from mutant to mutant; with Jest each mutant would load n8n's engine again.
 */
const { basename } = require('node:path');
const { format } = require('node:util');
const { expect } = require('expect');
const { interfaces, Suite, Test } = require('mocha');

/** `it.each` and `describe.each`: a row of a table becomes arguments, and the values in the name. */
const each = (define) => (table) => (name, body, timeout) => {
	for (const [index, row] of table.entries()) {
		const values = Array.isArray(row) ? row : [row];
		const used = (name.match(/%[sdifjoOp]/g) ?? []).length;
		const title = format(name.replaceAll('%p', '%j'), ...values.slice(0, used));
		// Stryker knows tests by their titles.
		define(`${title} #${index}`, () => body(...values), timeout);
	}
};

// Stryker accepts no interface by another name.
interfaces.bdd = (root) => {
	root.on('pre-require', (globals, file) => {
		// The hooks at the top of a file are for its own tests only.
		let current = Suite.create(root, basename(file));
		const describe = (title, define) => {
			const outer = current;
			current = Suite.create(outer, title);
			define();
			current = outer;
		};
		const it = (title, body, timeout = 30_000) => {
			const test = new Test(title, () => body());
			test.file = file;
			current.addTest(test);
			test.timeout(timeout);
		};
		const hook =
			(name) =>
			(body, timeout = 30_000) =>
				current[name](function run() {
					this.timeout(timeout);
					return body();
				});
		Object.assign(globals, {
			expect,
			describe: Object.assign(describe, { each: each(describe) }),
			it: Object.assign(it, { each: each(it) }),
			beforeAll: hook('beforeAll'),
			beforeEach: hook('beforeEach'),
			afterEach: hook('afterEach'),
			afterAll: hook('afterAll'),
		});
	});
};
