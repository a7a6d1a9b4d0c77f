import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'nodes', 'Campaign');

const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.ts'))
	.map((file) => file.replaceAll('\\', '/').replace(/\.ts$/, ''));

/** The modules that a module imports, types included, as paths from nodes/Campaign. */
function importsOf(module: string): string[] {
	const source = readFileSync(join(folder, `${module}.ts`), 'utf8');
	return [...source.matchAll(/from '(\.[^']*)'/g)].map(([, path = '']) => {
		const target = relative(folder, join(folder, dirname(module), path)).replaceAll('\\', '/');
		return modules.includes(target) ? target : `${target}/index`;
	});
}

const graph = new Map(modules.map((module) => [module, importsOf(module)]));

/** The imports that lead from one part of the house to another. */
function arrows(from: RegExp, to: RegExp): string[] {
	return [...graph].flatMap(([module, targets]) =>
		from.test(module)
			? targets.filter((target) => to.test(target)).map((target) => `${module} -> ${target}`)
			: [],
	);
}

/** A circle of imports that a module is part of, if there is one. */
function circleFrom(start: string): string[] | undefined {
	const seen = new Set<string>();
	const search = (module: string, path: string[]): string[] | undefined => {
		for (const target of graph.get(module) ?? []) {
			if (target === start) return [...path, target];
			if (seen.has(target)) continue;
			seen.add(target);
			const circle = search(target, [...path, target]);
			if (circle !== undefined) return circle;
		}
		return undefined;
	};
	return search(start, [start]);
}

it('finds every module that is imported', () => {
	expect(modules.length).toBeGreaterThan(80);
	expect([...graph.values()].flat().filter((target) => !graph.has(target))).toEqual([]);
});

it('has no circle of imports', () => {
	expect(modules.map(circleFrom).filter((circle) => circle !== undefined)).toEqual([]);
});

it('keeps the trigger apart from the operations', () => {
	expect(arrows(/^(trigger\/|CampaignTrigger)/, /^operations\//)).toEqual([]);
	expect(arrows(/^operations\//, /^trigger\//)).toEqual([]);
});

it('keeps the webhook trigger apart from the operations, and of the polling one takes the fingerprint only', () => {
	expect(
		arrows(
			/^(webhook\/|CampaignWebhookTrigger)/,
			/^(operations|trigger\/(?!snapshot\/fingerprint$))/,
		),
	).toEqual([]);
	expect(arrows(/^(operations|trigger|transport|providers|methods)\//, /^webhook\//)).toEqual([]);
});

it('keeps n8n and the network out of what decides about a signature, a mark and a body', () => {
	const pure = ['body', 'eventId', 'items', 'mark', 'repeats', 'seal', 'signature'];
	const room = new RegExp(`^webhook/(${pure.join('|')})$`);
	expect(modules.filter((module) => room.test(module))).toHaveLength(pure.length);
	expect(arrows(room, /^(webhook|transport\/(?!(url|redact)$))/)).toEqual([]);
});

it('keeps the providers apart from everything but the contract, json and the campaign', () => {
	expect(arrows(/^providers\//, /^(?!providers\/|json$|campaign$)/)).toEqual([]);
	expect(arrows(/^providers\/contract\//, /^(?!providers\/contract\/|campaign$)/)).toEqual([]);
});

it('keeps the providers apart from each other', () => {
	const rooms = [...new Set(modules.map((module) => /^providers\/(\w+)\//.exec(module)?.[1]))];
	const providers = rooms.filter((room) => room && !['contract', 'shared'].includes(room));
	expect(providers.length).toBeGreaterThanOrEqual(5);
	for (const room of providers) {
		const other = new RegExp(`^providers/(?!${room}/|contract/|shared/)`);
		expect(arrows(new RegExp(`^providers/${room}/`), other)).toEqual([]);
	}
});

it('keeps n8n and the network out of the pure part of the trigger', () => {
	expect(
		arrows(/^trigger\/snapshot\//, /^(transport|operations|providers\/(?!contract\/))/),
	).toEqual([]);
	const pure = modules.filter((module) => module.startsWith('trigger/snapshot/'));
	const withN8n = pure.filter((module) =>
		/from 'n8n-/.test(readFileSync(join(folder, `${module}.ts`), 'utf8')),
	);
	expect(withN8n).toEqual([]);
});

it('lets nothing but the transport call an HTTP helper', () => {
	const callers = modules.filter((module) =>
		/helpers\s*\.\s*\w*[hH]ttpRequest|helpers\s*\.\s*request/.test(
			readFileSync(join(folder, `${module}.ts`), 'utf8'),
		),
	);
	expect(callers).toEqual(['transport/send']);
});
