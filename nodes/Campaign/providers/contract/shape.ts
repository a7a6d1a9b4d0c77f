/**
 * What a JSON value looks like: keys, types and words, never values. Plain data. `providers/shared/shapes.ts` has a word
 * for each kind, and a room's `answers.ts` holds the shapes of its service's answers.
 */
export type Shape =
	| { readonly kind: SimpleKind }
	/** A text out of a list. */
	| { readonly kind: 'words'; readonly words: readonly string[] }
	| { readonly kind: 'list'; readonly of: Shape }
	/** An object whose keys are data, such as IDs or days. */
	| { readonly kind: 'map'; readonly of: Shape }
	/** An object with known keys. A key that is neither here nor optional is a difference. */
	| {
			readonly kind: 'object';
			readonly keys: ShapesByKey;
			readonly optional: ShapesByKey;
	  }
	/** Any of several. A difference is told against the one that fits best. */
	| { readonly kind: 'either'; readonly shapes: readonly Shape[] };

/** Kinds that need no details. `time` is a text with an ISO 8601 time; `nothing` is an empty body or a missing value. */
export type SimpleKind = 'anything' | 'boolean' | 'nothing' | 'null' | 'number' | 'text' | 'time';

/** The shapes of an object's values. */
export type ShapesByKey = Readonly<Record<string, Shape>>;
