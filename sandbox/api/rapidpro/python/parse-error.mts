/** A text or bytes that Python cannot parse: its ValueError, with its message. */
export class ParseError extends Error {}
