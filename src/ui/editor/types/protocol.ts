/** One cell's text, and declarations of what the other cells give. */
export interface Ask {
  readonly text: string;
  readonly given: string;
}

/** A name that may stand at a place. `kind` as TypeScript calls it; names of lower `order` come first. */
export interface Found {
  readonly name: string;
  readonly kind: string;
  readonly order: string;
}

/** What a name is, in TypeScript's notation, and what its author says of it. */
export interface Hint {
  readonly from: number;
  readonly to: number;
  readonly type: string;
  readonly text: string;
}

/** What the types do not allow; the words are TypeScript's, in the reader's language where it has them. */
export interface Mistake {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** All offsets are in the cell's own text. */
export interface Answer {
  complete(ask: Ask, offset: number): readonly Found[];
  explain(ask: Ask, offset: number, name: string): Hint | null;
  hint(ask: Ask, offset: number): Hint | null;
  /** Of the call around a place. */
  signature(ask: Ask, offset: number): Hint | null;
  mistakes(ask: Ask): readonly Mistake[];
  /** The text laid out afresh; null where it cannot be read. */
  layOut(text: string): string | null;
}
