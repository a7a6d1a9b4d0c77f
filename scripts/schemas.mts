import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import type {
	Operation,
	OperationName,
	ResourceName,
} from '../dist/modules/nodes/Campaign/operations/shared/operation.js';

const root = join(import.meta.dirname, '..');
const dist = createRequire(join(root, 'dist', 'modules', 'nodes', 'Campaign', 'index.js'));
const { operations }: { operations: readonly Operation[] } = dist('./operations');
const { figureNames }: { figureNames: readonly string[] } = dist('./campaign');
const { leadOutcomes }: { leadOutcomes: readonly string[] } = dist('./providers/contract/leads');

const model = join(root, 'nodes', 'Campaign', 'campaign.ts');

/** Where n8n looks for the schemas of this version of the node: in a folder for each resource. */
export const schemaFolder = join(root, 'nodes', 'Campaign', '__schema__', 'v1.0.0');

/** The JSON Schema of one field. */
interface FieldSchema {
	type: string | string[];
	enum?: string[];
	items?: { type: string; properties?: Record<string, FieldSchema> };
	description?: string;
}

/**
 * The JSON Schema of an item. It requires and forbids no field, because with Simplify off an item is the provider's
 * own object.
 */
interface ItemSchema {
	type: 'object';
	description: string;
	properties: Record<string, FieldSchema>;
}

/**
 * The JSON Schema of each operation's items, from the model of the source and the operations of the built package. The
 * trigger has none: it shares a folder with the node, so n8n would also take its schema for that of a Campaign node
 * whose Operation is not stored because it is the default.
 *
 * @returns the schemas by file, relative to the folder
 * @throws Error when the model has a field whose type has no counterpart here
 */
export function schemas(): Map<string, ItemSchema> {
	// Only Get Many can ask for tags.
	const { tags, ...fields } = campaignFields();
	const campaign: ItemSchema = {
		type: 'object',
		description: "An item with Simplify on. With Simplify off, it is the provider's own object.",
		properties: fields,
	};
	const deletion: ItemSchema = {
		type: 'object',
		description: 'The campaign that was deleted.',
		properties: { deleted: { type: 'boolean' }, id: { type: 'string' } },
	};
	const submission: ItemSchema = {
		type: 'object',
		description: 'The event that the service accepted.',
		properties: {
			submitted: { type: 'boolean' },
			campaignId: { type: 'string' },
			eventName: { type: 'string' },
			email: { type: ['string', 'null'] },
			idempotencyKey: { type: 'string' },
		},
	};
	const changed: FieldSchema = {
		type: 'array',
		items: { type: 'string' },
		description: 'The fields that were written. Empty if the campaign was already as asked.',
	};
	const created: FieldSchema = {
		type: 'boolean',
		description: 'Whether the campaign was created, not updated.',
	};
	const withFields = (fields: Record<string, FieldSchema>): ItemSchema => ({
		...campaign,
		properties: { ...campaign.properties, ...fields },
	});
	// What Include Figures adds.
	const figures: Record<string, FieldSchema> = Object.fromEntries(
		figureNames.map((name) => [name, { type: ['number', 'null'] }]),
	);
	const check: ItemSchema = {
		type: 'object',
		description: 'One call of the check. The last item only has the report.',
		properties: {
			call: { type: 'string', description: 'What was asked, and the method and path.' },
			basis: { type: 'string', enum: ['documented', 'observed', 'inferred'] },
			outcome: {
				type: 'string',
				enum: ['as expected', 'differs', 'not offered', 'refused', 'not tried'],
			},
			differences: {
				type: 'array',
				items: {
					type: 'object',
					properties: {
						at: { type: 'string' },
						expected: { type: 'string' },
						found: { type: 'string' },
					},
				},
			},
			httpCode: { type: ['number', 'null'] },
			durationMs: { type: ['number', 'null'] },
			report: { type: 'string', description: 'Markdown for an issue, without values.' },
		},
	};
	const items: Record<ResourceName, Record<string, ItemSchema>> = {
		account: { check },
		campaign: {
			changeStatus: withFields({ changed }),
			create: withFields({ changed }),
			delete: deletion,
			duplicate: withFields({ changed }),
			get: withFields(figures),
			getAll: withFields({ ...(tags === undefined ? {} : { tags }), ...figures }),
			submitEvent: submission,
			update: withFields({ changed }),
			upsert: withFields({ changed, created }),
		},
		lead: leadItems(),
	};
	return new Map(
		operations.map(({ resource, name }) => {
			const schema = items[resource][name];
			if (schema === undefined) throw new Error(`${resource} ${name} has no schema`);
			return [schemaFile(resource, name), schema];
		}),
	);
}

/** What names a lead, by provider: Smartlead's leads have addresses, Inbox's accounts on X. */
const leadNames: Record<string, FieldSchema> = {
	leadId: { type: 'string' },
	email: { type: 'string' },
	username: { type: 'string' },
	platformId: { type: 'string' },
	externalId: { type: 'string' },
};

/** The items of the operations on leads. */
function leadItems(): Record<OperationName<'lead'>, ItemSchema> {
	const campaignId: FieldSchema = { type: 'string' };
	const changed = (doneKey: string): ItemSchema => ({
		type: 'object',
		description: 'The lead that was changed.',
		properties: { ...leadNames, campaignId, [doneKey]: { type: 'boolean' } },
	});
	const outcome: FieldSchema = {
		type: 'string',
		enum: [...leadOutcomes],
		description: 'What became of the lead. Unknown if the service only counts.',
	};
	const counters: FieldSchema = {
		type: 'object',
		description: 'What the service counted for the request that the lead was in.',
	};
	const text: FieldSchema = { type: ['string', 'null'] };
	return {
		add: {
			type: 'object',
			description: 'What became of a lead that was added.',
			properties: { ...leadNames, campaignId, outcome, counters },
		},
		getAll: {
			type: 'object',
			description: "A lead with Simplify on. With Simplify off, it is the provider's own object.",
			properties: {
				leadId: text,
				email: text,
				firstName: text,
				lastName: text,
				company: text,
				status: { ...text, description: "The service's own word." },
				createdAt: text,
				campaignId,
			},
		},
		pause: changed('paused'),
		remove: changed('removed'),
		resume: changed('resumed'),
	};
}

/** The file of an operation's schema, relative to the folder. */
export function schemaFile(resource: string, operation: string): string {
	return `${resource}/${operation}.json`;
}

/** The fields of the interface Campaign, with their comments as descriptions. */
function campaignFields(): Record<string, FieldSchema> {
	const program = ts.createProgram([model], { strict: true, noResolve: true, types: [] });
	const checker = program.getTypeChecker();
	const declaration = program
		.getSourceFile(model)
		?.statements.find((one) => ts.isInterfaceDeclaration(one) && one.name.text === 'Campaign');
	if (declaration === undefined) throw new Error(`${model} has no interface Campaign`);
	const fields = checker.getTypeAtLocation(declaration).getProperties();
	return Object.fromEntries(
		fields.map((field) => {
			const description = ts.displayPartsToString(field.getDocumentationComment(checker));
			const schema = fieldSchema(checker, field);
			return [field.name, description === '' ? schema : { ...schema, description }];
		}),
	);
}

/** Types that are called the same in TypeScript and in JSON Schema. Null comes last: n8n's editor shows the first. */
const jsonTypes = ['string', 'number', 'boolean', 'null'];

function fieldSchema(checker: ts.TypeChecker, field: ts.Symbol): FieldSchema {
	const type = checker.getTypeOfSymbol(field);
	const members = (type.isUnion() ? type.types : [type]).filter(
		({ flags }) => flags !== ts.TypeFlags.Undefined,
	);
	const [only] = members;
	if (members.length === 1 && only !== undefined && checker.typeToString(only) === 'string[]') {
		return { type: 'array', items: { type: 'string' } };
	}
	const names = new Set(
		members.map((member) => checker.typeToString(checker.getBaseTypeOfLiteralType(member))),
	);
	const types = jsonTypes.filter((name) => names.has(name));
	const [first, ...others] = types;
	if (first === undefined || types.length < names.size) {
		throw new Error(`${field.name}: no schema for the type ${checker.typeToString(type)}`);
	}
	const literals = members.flatMap((member) => (member.isStringLiteral() ? [member.value] : []));
	return {
		type: others.length === 0 ? first : types,
		...(literals.length === members.length ? { enum: literals } : {}),
	};
}

if (import.meta.main) {
	await rm(schemaFolder, { recursive: true, force: true });
	for (const [file, schema] of schemas()) {
		await mkdir(join(schemaFolder, dirname(file)), { recursive: true });
		await writeFile(join(schemaFolder, file), `${JSON.stringify(schema)}\n`);
	}
	process.stdout.write(`Wrote ${schemaFolder}\n`);
}
